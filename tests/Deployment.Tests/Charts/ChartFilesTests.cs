using Testing;

namespace Deployment.Tests.Charts;

public sealed class ChartFilesTests
{
    private static readonly ChartValue Values = ChartValue.Read();

    [Fact]
    public void Given_the_values_When_the_schema_is_made_Then_it_equals_the_committed_one() =>
        GeneratedFile.Holds(ChartSchema.Render(Values), "helm", "spark-operator", "values.schema.json");

    [Fact]
    public void Given_the_values_When_the_readme_is_made_Then_it_equals_the_committed_one() =>
        GeneratedFile.Holds(ChartReadme.Render(Values), "helm", "spark-operator", "README.md");

    [Fact]
    public void Given_the_values_When_the_list_of_known_ones_is_made_Then_it_equals_the_committed_one() =>
        GeneratedFile.Holds(KnownValues.Render(Values), "helm", "spark-operator", "templates", "_known.tpl");

    [Fact]
    public void The_definitions_in_the_chart_are_those_of_the_repository()
    {
        var names = Directory.GetFiles(Repository.PathTo("crds")).Select(file => Path.GetFileName(file)!).ToList();

        names.Should().NotBeEmpty();
        foreach (var name in names)
            GeneratedFile.Holds(File.ReadAllText(Repository.PathTo("crds", name)), "helm", "spark-operator", "crds", name);
    }
}
