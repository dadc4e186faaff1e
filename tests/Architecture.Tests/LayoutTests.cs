using Testing;

namespace Architecture.Tests;

public sealed class LayoutTests
{
    [Fact]
    public void Every_project_is_in_the_solution()
    {
        var solution = File.ReadAllText(Repository.PathTo("SparkOperator.sln")).Replace('\\', '/');
        var projects = new[] { ".", "tests", "bench" }.Select(folder => Repository.PathTo(folder)).Where(Directory.Exists)
            .SelectMany(Directory.GetDirectories).SelectMany(folder => Directory.GetFiles(folder, "*.csproj"))
            .Select(file => Path.GetRelativePath(Repository.Root, file).Replace('\\', '/'));

        projects.Where(project => !solution.Contains($"\"{project}\"", StringComparison.Ordinal)).Should().BeEmpty();
    }

    [Theory]
    [InlineData("Shared.Contracts")]
    [InlineData("Shared.Admission")]
    [InlineData("Shared.Submission")]
    [InlineData("Kubernetes.Client")]
    [InlineData("Webhook")]
    [InlineData("Controller")]
    [InlineData("Cli")]
    [InlineData("LocalCluster")]
    public void A_project_has_tests_of_its_own(string project) =>
        File.Exists(Repository.PathTo("tests", $"{project}.Tests", $"{project}.Tests.csproj")).Should().BeTrue();

    [Theory]
    [InlineData("README.md")]
    [InlineData("LICENSE")]
    [InlineData("demo.sh")]
    [InlineData("verify.sh")]
    [InlineData("docs/architecture.md")]
    [InlineData("docs/compatibility.md")]
    [InlineData("examples/spark-pi.yaml")]
    [InlineData("examples/spark-rbac.yaml")]
    [InlineData("tests/goldens/README.md")]
    public void What_people_look_for_is_there(string path) => File.Exists(Repository.PathTo(path)).Should().BeTrue();
}
