using System.Text.RegularExpressions;

namespace Architecture.Tests;

/// <summary>A call that is denied fails the end-to-end test that did not expect it: the namespace of a test looks when it goes, and no class does without one.</summary>
public sealed class DenialChecksTests
{
    // What leads to a namespace that looks, or looks itself.
    private const string Checked = @"\.CreateNamespaceAsync\(|: SharedOperatorTest\(|\bOperatorUnderLoad\b|\.NothingWasDeniedAsync\(";

    // With the reason for each.
    private static readonly Dictionary<string, string> WithoutCluster = new() { ["CompletionTests.cs"] = "it asks shells, and no cluster" };

    [Fact]
    public void Every_class_of_end_to_end_tests_has_its_denials_looked_at()
    {
        var classes = SourceFiles.Of("tests/EndToEnd.Tests").Where(file => Regex.IsMatch(file.Text, @"\[\w*(Fact|Theory)\b")).Where(file => file.Path.EndsWith("Tests.cs", StringComparison.Ordinal)).ToList();

        classes.Count.Should().BeGreaterThan(15);
        classes.Where(file => !Regex.IsMatch(file.Text, Checked) && !WithoutCluster.ContainsKey(Path.GetFileName(file.Path))).Select(file => file.Path).Should().BeEmpty();
    }

    [Fact]
    public void No_test_makes_a_namespace_past_the_one_that_looks() =>
        SourceFiles.Of("tests/EndToEnd.Tests").Where(file => file.Text.Contains("SparkNamespace.CreateAsync(", StringComparison.Ordinal)).Select(file => file.Path)
            .Should().BeEquivalentTo("tests/EndToEnd.Tests/Manifests.cs");
}
