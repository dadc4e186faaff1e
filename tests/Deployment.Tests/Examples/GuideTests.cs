using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Testing;
using Testing.Comparison;

namespace Deployment.Tests.Examples;

/// <summary>The user guide leads to every example, and the examples show every field. That they run is tested end to end.</summary>
public sealed partial class GuideTests
{
    // Fields that no example shows, and why.
    private static readonly Dictionary<string, string> NotShown = new()
    {
        ["failureRetries"] = "without effect; restartPolicy is shown",
        ["retryInterval"] = "without effect; restartPolicy is shown",
        ["envVars"] = "deprecated in favour of env",
        ["envSecretKeyRefs"] = "deprecated in favour of env",
        ["hostNetwork"] = "breaks the Pod Security Standard baseline, and examples warn of nothing",
        ["kubernetesMaster"] = "an address that is another one in each cluster",
    };

    [Fact]
    public void Every_example_is_linked_and_every_link_leads_to_one()
    {
        var linked = Link().Matches(File.ReadAllText(Repository.PathTo("docs", "guide.md"))).Select(link => link.Groups[1].Value).Distinct();

        linked.Should().BeEquivalentTo(Files().Select(file => Path.GetFileName(file)));
    }

    [Fact]
    public void Every_field_of_an_application_its_driver_and_its_executors_is_in_an_example()
    {
        var shown = Files().SelectMany(file => YamlText.Documents(File.ReadAllText(file))).Select(Specification).OfType<JsonObject>()
            .SelectMany(spec => new[] { spec, spec["driver"], spec["executor"] }).OfType<JsonObject>().SelectMany(part => part.Select(member => member.Key)).ToHashSet();
        var schema = YamlText.Documents(File.ReadAllText(Repository.PathTo("crds", "sparkoperator.k8s.io_sparkapplications.yaml"))).First()!
            ["spec"]!["versions"]![0]!["schema"]!["openAPIV3Schema"]!["properties"]!["spec"]!["properties"]!;
        var fields = new[] { schema, schema["driver"]!["properties"]!, schema["executor"]!["properties"]! }.SelectMany(part => part.AsObject().Select(member => member.Key)).Distinct().ToList();

        fields.Except(shown).Should().BeEquivalentTo(NotShown.Keys);
    }

    private static string[] Files() => Directory.GetFiles(Repository.PathTo("examples"), "*.yaml");

    private static JsonNode? Specification(JsonNode? document) => (string?)document!["kind"] switch
    {
        "SparkApplication" => document["spec"],
        "ScheduledSparkApplication" => document["spec"]!["template"],
        _ => null,
    };

    [GeneratedRegex("\\]\\(\\.\\./examples/([a-z0-9-]+\\.yaml)\\)")]
    private static partial Regex Link();
}
