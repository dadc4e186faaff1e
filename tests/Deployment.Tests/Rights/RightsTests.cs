using System.Text.Json.Nodes;
using Shared.Hosting.Rights;
using Testing;
using Testing.Comparison;

namespace Deployment.Tests.Rights;

public sealed class RightsTests
{
    private static readonly string[] Forbidden =
        ["roles", "rolebindings", "clusterroles", "clusterrolebindings", "serviceaccounts", "serviceaccounts/token", "nodes", "nodes/proxy", "persistentvolumes", "pods/exec", "pods/attach", "pods/portforward", "pods/eviction", "customresourcedefinitions"];

    [Fact]
    public void Given_the_table_When_the_chart_is_made_from_it_Then_it_equals_the_committed_templates() =>
        GeneratedFile.Holds(ChartRights.Render(), "helm", "spark-operator", "templates", "_rights.tpl");

    [Fact]
    public void Given_the_table_When_the_document_is_made_from_it_Then_it_equals_the_committed_one() =>
        GeneratedFile.Holds(RightsDocument.Render(), "docs", "rbac.md");

    [Fact]
    public void Nobody_holds_what_nobody_needs()
    {
        var rights = RightsTable.All;

        rights.Where(right => right.Verbs.Concat(right.Resources).Concat(right.Groups).Any(text => text.Contains('*', StringComparison.Ordinal))).Should().BeEmpty("a wildcard grants what will be added later");
        rights.Where(right => right.Verbs.Intersect(["escalate", "bind", "impersonate"]).Any()).Should().BeEmpty();
        rights.SelectMany(right => right.Resources).Intersect(Forbidden).Should().BeEmpty();
        rights.Where(right => right.Holder is not RightHolder.SparkDriver && right.Resources.Intersect(["secrets", "configmaps"]).Any() && right.Verbs.Intersect(["list", "watch"]).Any()).Should().BeEmpty();
        rights.Where(right => right.Resources.Contains("secrets")).Should().OnlyContain(right => right.Scope == RightScope.OwnNamespace);
        rights.Where(right => right.Holder is RightHolder.Controller && right.Resources.Contains("sparkapplications")).Should().OnlyContain(right => !right.Verbs.Contains("update") && !right.Verbs.Contains("patch"));
    }

    [Fact]
    public void A_right_is_granted_once_and_says_why()
    {
        var tuples = RightsTable.All.SelectMany(right => right.Groups.SelectMany(group => right.Resources.SelectMany(resource => right.Verbs.Select(verb =>
            (right.Holder, right.Scope, group, resource, verb, right.Only))))).ToList();

        tuples.Should().OnlyHaveUniqueItems();
        RightsTable.All.Should().OnlyContain(right => right.Reason.EndsWith('.') && right.Reason.Length > 20);
        RightsTable.All.Select(right => right.Feature).Distinct().Should().BeSubsetOf(RightFeature.All);
    }

    [Theory]
    [InlineData("spark-rbac.yaml")]
    [InlineData("spark-pi-restricted.yaml")]
    public void The_drivers_of_the_examples_have_the_rights_of_the_table(string file)
    {
        var role = YamlText.Documents(File.ReadAllText(Repository.PathTo("examples", file))).Single(document => (string?)document!["kind"] == "Role")!;

        var granted = role["rules"]!.AsArray().SelectMany(rule => Texts(rule!["resources"]).SelectMany(resource => Texts(rule!["verbs"]).Select(verb => $"{verb} {resource}")));
        granted.Should().BeEquivalentTo(RightsTable.Of(RightHolder.SparkDriver, RightScope.JobNamespaces)
            .SelectMany(right => right.Resources.SelectMany(resource => right.Verbs.Select(verb => $"{verb} {resource}"))));
    }

    private static IEnumerable<string> Texts(JsonNode? list) => list!.AsArray().Select(text => (string)text!);
}
