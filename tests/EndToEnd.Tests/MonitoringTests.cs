using System.Diagnostics;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using EndToEnd.Tests.Clusters;
using Testing;
using Testing.Comparison;

namespace EndToEnd.Tests;

/// <summary>What the processes export after a run, what watches it, and what the reference says of it.</summary>
[Collection(SharedOperator.Name)]
public sealed partial class MonitoringTests(SharedOperator shared) : SharedOperatorTest(shared, "monitoring")
{
    private const string Command = "UPDATE_GOLDEN=1 dotnet test tests/EndToEnd.Tests -c Release --filter MonitoringTests";

    [Fact]
    public async Task What_alerts_and_dashboards_watch_is_exported_and_described()
    {
        await RunOneAsync();
        var exported = Families(await ScrapeAsync(Shared.Operator.Controller.Output)).Concat(Families(await ScrapeAsync(Shared.Operator.Webhook.Output)))
            .DistinctBy(family => family.Name).OrderBy(family => family.Name, StringComparer.Ordinal).ToList();

        var names = exported.SelectMany(family => Series(family.Name, family.Type)).ToHashSet();
        Watched().Should().HaveCountGreaterThan(12).And.BeSubsetOf(names);
        var file = Repository.PathTo("docs", "reference", "exported-metrics.md");
        var text = Document(exported);
        if (Environment.GetEnvironmentVariable("UPDATE_GOLDEN") == "1")
            await File.WriteAllTextAsync(file, text);
        // What only shows with a feature is documented where it was switched on.
        (await File.ReadAllLinesAsync(file)).Where(line => line.StartsWith("| `", StringComparison.Ordinal)).Should().BeSubsetOf(text.Split('\n'), "{0} rewrites it", Command);
    }

    [ToolFact("promtool")]
    public async Task Promtool_finds_no_fault_with_the_format()
    {
        await RunOneAsync();
        foreach (var output in new[] { Shared.Operator.Controller.Output, Shared.Operator.Webhook.Output })
        {
            using var process = Process.Start(new ProcessStartInfo("promtool", ["check", "metrics"]) { RedirectStandardInput = true, RedirectStandardError = true })!;
            await process.StandardInput.WriteAsync(await ScrapeAsync(output));
            process.StandardInput.Close();
            var complaints = await process.StandardError.ReadToEndAsync();
            await process.WaitForExitAsync();

            // 3 means advice about names, and these are the names that dashboards know.
            process.ExitCode.Should().BeOneOf([0, 3], complaints);
        }
    }

    private async Task RunOneAsync()
    {
        await Shared.Cluster.Api.CreateAsync(ClusterObjects.SparkApplications, Home, Manifests.SparkPi("spark-pi"));
        await Eventually.SeesAsync(() => Shared.Cluster.Api.StateAsync(Home, "spark-pi"), state => state == "COMPLETED", () => Shared.Operator.Output);
    }

    private static async Task<string> ScrapeAsync(string output)
    {
        using var http = new HttpClient();
        return await http.GetStringAsync($"{TelemetryAddress().Match(output).Groups[1].Value}/metrics");
    }

    private static IEnumerable<Family> Families(string text)
    {
        var help = Lines(text, "# HELP ");
        var samples = text.Split('\n').Select(line => Sample().Match(line)).Where(sample => sample.Success).ToLookup(sample => sample.Groups[1].Value, sample => sample.Groups[2].Value);
        return Lines(text, "# TYPE ").Select(type => new Family(type.Key, type.Value, help[type.Key],
            [.. Series(type.Key, type.Value).Append(type.Key).SelectMany(name => samples[name]).SelectMany(labels => Label().Matches(labels)).Select(label => label.Groups[1].Value)
                .Where(label => label is not ("le" or "quantile")).Distinct().Order(StringComparer.Ordinal)]));
    }

    private static string[] Series(string name, string type) => type is "histogram" or "summary" ? [name + "_bucket", name + "_sum", name + "_count"] : [name];

    private static Dictionary<string, string> Lines(string text, string start) => text.Split('\n').Where(line => line.StartsWith(start, StringComparison.Ordinal))
        .Select(line => line[start.Length..].Split(' ', 2)).ToDictionary(parts => parts[0], parts => parts[1]);

    private static IEnumerable<string> Watched()
    {
        var folder = Repository.PathTo("helm", "spark-operator", "monitoring");
        var alerts = YamlText.Documents(File.ReadAllText(Path.Combine(folder, "rules.yaml"))).First()!["groups"]![0]!["rules"]!.AsArray().Select(rule => (string)rule!["expr"]!);
        var panels = Directory.GetFiles(Path.Combine(folder, "dashboards")).SelectMany(file => JsonNode.Parse(File.ReadAllText(file))!["panels"]!.AsArray())
            .SelectMany(panel => panel!["targets"]!.AsArray()).Select(target => (string)target!["expr"]!);
        return alerts.Concat(panels).SelectMany(expression => Names().Matches(expression)).Select(match => match.Value).Distinct();
    }

    private static string Document(IEnumerable<Family> families)
    {
        var text = new StringBuilder($"""
            <!-- Made from what the processes export: {Command} -->
            # Exported metrics

            Of the controller and of the webhook, as they are after a run. What they count and where: [metrics.md](metrics.md). Beside these labels `spark_application_*` and `spark_executor_*` have the chosen ones.

            | name | type | labels | meaning |
            |---|---|---|---|

            """);
        foreach (var family in families)
            text.Append($"| `{family.Name}` | {family.Type} | {string.Join(", ", family.Labels.Select(label => $"`{label}`"))} | {family.Help} |\n");
        return text.ToString();
    }

    private sealed record Family(string Name, string Type, string Help, IReadOnlyList<string> Labels);

    // Name, and what is between braces.
    [GeneratedRegex("^([a-z_]+)\\{(.*)\\} ")]
    private static partial Regex Sample();

    [GeneratedRegex("([a-z_]+)=\"")]
    private static partial Regex Label();

    [GeneratedRegex("\\b(spark|webhook|controller_runtime|certwatcher|process)_[a-z_]+")]
    private static partial Regex Names();

    // The controller's ready line, or the webhook's words about its second address.
    [GeneratedRegex("(?:metrics and health at |ready )(http://[0-9.:]+)")]
    private static partial Regex TelemetryAddress();
}
