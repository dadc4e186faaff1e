using System.Diagnostics;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Testing;
using Testing.Comparison;

namespace Deployment.Tests.Monitoring;

public sealed partial class MonitoringTests
{
    private static readonly string Folder = Repository.PathTo("helm", "spark-operator", "monitoring");

    [ToolFact("promtool")]
    public void The_alerts_are_understood_and_fire_when_they_should()
    {
        Promtool("check", "rules", Path.Combine(Folder, "rules.yaml"));
        using var folder = new Scratch();
        File.Copy(Path.Combine(Folder, "rules.yaml"), folder.PathTo("rules.yaml"));
        File.Copy(Repository.PathTo("tests", "Deployment.Tests", "Monitoring", "alerts.yaml"), folder.PathTo("alerts.yaml"));

        Promtool("test", "rules", folder.PathTo("alerts.yaml"));
    }

    [ToolFact("promtool")]
    public void Every_expression_of_a_dashboard_is_understood()
    {
        // promtool reads rule files, so each expression becomes a rule. Grafana puts a duration in for its variable.
        var rules = new JsonObject
        {
            ["groups"] = new JsonArray(new JsonObject
            {
                ["name"] = "dashboards",
                ["rules"] = new JsonArray([.. Expressions().Select((expression, index) => new JsonObject { ["record"] = $"expression:{index}", ["expr"] = expression.Replace("$__rate_interval", "5m", StringComparison.Ordinal) })]),
            }),
        };
        using var folder = new Scratch();
        File.WriteAllText(folder.PathTo("rules.json"), rules.ToJsonString());

        Promtool("check", "rules", folder.PathTo("rules.json"));
    }

    [Fact]
    public void Nothing_is_watched_that_the_programs_do_not_export()
    {
        var sources = new[] { "Controller", "Webhook", "Shared.Hosting", "Kubernetes.Client" }
            .SelectMany(project => Directory.GetFiles(Repository.PathTo(project), "*.cs", SearchOption.AllDirectories)).Select(File.ReadAllText).ToList();
        var watched = Expressions().Concat(Alerts()).SelectMany(expression => Names().Matches(expression).Select(match => Suffix().Replace(match.Value, ""))).Distinct().ToList();

        watched.Should().HaveCountGreaterThan(12);
        watched.Where(name => !sources.Any(source => source.Contains($"\"{name}\"", StringComparison.Ordinal))).Should().BeEmpty("such a name is declared nowhere");
    }

    [Fact]
    public void An_alert_says_what_it_means_and_what_to_do()
    {
        foreach (var rule in YamlText.Documents(File.ReadAllText(Path.Combine(Folder, "rules.yaml"))).First()!["groups"]![0]!["rules"]!.AsArray())
        {
            ((string?)rule!["annotations"]!["summary"]).Should().NotBeNullOrEmpty();
            ((string?)rule["annotations"]!["description"]).Should().EndWith(".");
            ((string?)rule["labels"]!["severity"]).Should().BeOneOf("critical", "warning", "info");
        }
    }

    private static IEnumerable<string> Alerts() => YamlText.Documents(File.ReadAllText(Path.Combine(Folder, "rules.yaml"))).First()!["groups"]![0]!["rules"]!.AsArray().Select(rule => (string)rule!["expr"]!);

    private static IEnumerable<string> Expressions() => Directory.GetFiles(Path.Combine(Folder, "dashboards"))
        .SelectMany(file => JsonNode.Parse(File.ReadAllText(file))!["panels"]!.AsArray()).SelectMany(panel => panel!["targets"]!.AsArray()).Select(target => (string)target!["expr"]!);

    private static void Promtool(params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo("promtool", arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        process.ExitCode.Should().Be(0, "{0}{1}", output, errors.Result);
    }

    [GeneratedRegex("\\b(spark|webhook|controller_runtime|certwatcher|process)_[a-z_]+")]
    private static partial Regex Names();

    [GeneratedRegex("(?<=seconds)(_histogram)?_(bucket|count|sum)$")]
    private static partial Regex Suffix();

    private sealed class Scratch : IDisposable
    {
        private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("spark-operator-monitoring");

        public string PathTo(string file) => Path.Combine(_folder.FullName, file);

        public void Dispose() => _folder.Delete(recursive: true);
    }
}
