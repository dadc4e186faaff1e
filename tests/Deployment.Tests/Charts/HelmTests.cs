using System.Diagnostics;
using System.Text.Json.Nodes;
using Testing;
using Testing.Charts;
using Testing.Comparison;

namespace Deployment.Tests.Charts;

/// <summary>The real helm, where there is one: it finds no fault with the chart, and renders what the other tests look at.</summary>
public sealed class HelmTests
{
    [ToolFact("helm", isDebianPackage: false)]
    public void Helm_renders_what_the_small_program_renders()
    {
        foreach (var values in ChartTests.ManyValues)
        {
            var (exitCode, output, errors) = Helm(values, "template", "spark-operator", ChartRenderer.Folder, "--namespace", "spark-operator", "--kube-version", "v1.35.0");

            exitCode.Should().Be(0, "{0}: {1}", values, errors);
            var ours = ChartRenderer.Render(new ChartRelease { Values = JsonNode.Parse(values)!.AsObject() });
            Canonical(YamlText.Documents(output).OfType<JsonObject>()).Should().Equal(Canonical(ours.Objects), values);
        }
    }

    [ToolFact("helm", isDebianPackage: false)]
    public void Helm_finds_no_fault_with_the_chart() => Helm("{}", "lint", "--strict", ChartRenderer.Folder).ExitCode.Should().Be(0);

    [ToolFact("helm", isDebianPackage: false)]
    public void The_schema_names_what_is_wrong_before_anything_is_rendered()
    {
        Refusal("""{"strictValues": true, "controller": {"worker": 3}}""").Should().Contain("/controller").And.Contain("'worker' not allowed");
        Refusal("""{"controller": {"replicas": "many"}}""").Should().Contain("/controller/replicas");
        Refusal("""{"webhook": {"failurePolicy": "Maybe"}}""").Should().Contain("/webhook/failurePolicy").And.Contain("'Fail', 'Ignore'");
        Refusal("""{"spark": {"jobNamespaces": "default"}}""").Should().Contain("/spark/jobNamespaces").And.Contain("array");

        static string Refusal(string values)
        {
            var (exitCode, _, errors) = Helm(values, "template", "spark-operator", ChartRenderer.Folder);
            exitCode.Should().NotBe(0, values);
            return errors;
        }
    }

    private static IEnumerable<string> Canonical(IEnumerable<JsonObject> objects) =>
        objects.Select(one => Sorted("", one)!.ToJsonString()).Order(StringComparer.Ordinal);

    // Two programs write the same map in two orders, and a file in a ConfigMap in two layouts.
    private static JsonNode? Sorted(string name, JsonNode? node) => node switch
    {
        JsonObject map => new JsonObject(map.OrderBy(member => member.Key, StringComparer.Ordinal).Select(member => KeyValuePair.Create(member.Key, Sorted(member.Key, member.Value)))),
        JsonArray list => new JsonArray([.. list.Select(item => Sorted("", item))]),
        JsonValue when name.EndsWith(".yaml", StringComparison.Ordinal) => Sorted("", YamlText.TryParse((string)node!)),
        _ => node?.DeepClone(),
    };

    private static (int ExitCode, string Output, string Errors) Helm(string values, params string[] words)
    {
        using var process = Process.Start(new ProcessStartInfo("helm", [.. words, "--values", "-"]) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true })!;
        process.StandardInput.Write(values);
        process.StandardInput.Close();
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output, errors.Result);
    }
}
