using System.Xml.Linq;
using Testing;

namespace Architecture.Tests;

/// <summary>Who may know whom; see docs/architecture.md.</summary>
public sealed class ProjectReferencesTests
{
    private static readonly Dictionary<string, string[]> Allowed = new()
    {
        ["Shared.Contracts"] = [],
        ["Shared.Admission"] = ["Shared.Contracts"],
        ["Shared.Submission"] = ["Shared.Contracts", "Shared.Admission"],
        ["Shared.Hosting"] = ["Shared.Contracts", "Shared.Admission", "Shared.Submission", "Kubernetes.Client"],
        ["Kubernetes.Client"] = ["Shared.Contracts"],
        ["LocalCluster"] = [],
        ["Webhook"] = ["Shared.Contracts", "Shared.Admission", "Shared.Submission", "Shared.Hosting", "Kubernetes.Client"],
        ["Controller"] = ["Shared.Contracts", "Shared.Admission", "Shared.Submission", "Shared.Hosting", "Kubernetes.Client"],
        ["Cli"] = ["Shared.Contracts", "Shared.Admission", "Shared.Submission", "Kubernetes.Client"],
    };

    public static TheoryData<string> Projects => [.. Allowed.Keys];

    [Theory, MemberData(nameof(Projects))]
    public void A_project_file_names_allowed_projects_only(string project) =>
        References(project, "ProjectReference").Select(path => Path.GetFileNameWithoutExtension(path.Replace('\\', '/')))
            .Should().BeSubsetOf(Allowed[project]);

    [Theory, MemberData(nameof(Projects))]
    public void A_compiled_assembly_uses_allowed_projects_only(string project) =>
        ProjectAssemblies.Load(project).GetReferencedAssemblies().Select(reference => reference.Name!).Where(Allowed.ContainsKey)
            .Should().BeSubsetOf(Allowed[project]);

    [Fact]
    public void The_contracts_need_no_package() => References("Shared.Contracts", "PackageReference").Should().BeEmpty();

    [Theory]
    [InlineData("Shared.Contracts")]
    [InlineData("Shared.Admission")]
    [InlineData("Shared.Submission")]
    [InlineData("Kubernetes.Client")]
    [InlineData("Cli")]
    public void What_serves_nobody_needs_no_web_server(string project) =>
        ProjectAssemblies.Load(project).GetReferencedAssemblies().Select(reference => reference.Name).Should().NotContain(name => name!.StartsWith("Microsoft.AspNetCore", StringComparison.Ordinal));

    [Theory]
    [InlineData("Shared.Contracts")]
    [InlineData("Shared.Admission")]
    [InlineData("Shared.Submission")]
    public void What_is_pure_reaches_no_network_and_no_file(string project) =>
        ProjectAssemblies.Load(project).GetReferencedAssemblies().Select(reference => reference.Name)
            .Should().NotContain(["System.Net.Http", "System.Net.Sockets", "System.Net.Security", "System.IO.FileSystem", "System.Diagnostics.Process"]);

    [Fact]
    public void Every_project_in_the_root_has_a_rule() =>
        Directory.GetDirectories(Repository.Root).Where(folder => Directory.GetFiles(folder, "*.csproj").Length > 0).Select(Path.GetFileName)
            .Should().BeEquivalentTo(Allowed.Keys);

    private static IEnumerable<string> References(string project, string kind) =>
        XDocument.Load(Repository.PathTo(project, $"{project}.csproj")).Descendants(kind).Select(element => (string?)element.Attribute("Include") ?? "");
}
