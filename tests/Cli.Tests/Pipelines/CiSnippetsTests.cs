using System.Diagnostics;
using System.Text.Json.Nodes;
using System.Xml.Linq;
using Testing;
using Testing.Comparison;

namespace Cli.Tests.Pipelines;

/// <summary>The pipelines of <c>examples/ci</c>, run as a CI service would: their shell lines, in a checkout with manifests and a policy.</summary>
public sealed class CiSnippetsTests : IDisposable
{
    private readonly string _checkout = Directory.CreateTempSubdirectory("ci-").FullName;

    public CiSnippetsTests()
    {
        Directory.CreateDirectory(PathTo("manifests"));
        Directory.CreateDirectory(PathTo("bin"));
        File.Copy(Repository.PathTo("examples", "spark-pi.yaml"), PathTo("manifests", "spark-pi.yaml"));
        File.Copy(Repository.PathTo("examples", "policy", "admission-policy.yaml"), PathTo("policy.yaml"));
        Executable(PathTo("bin", "sparkctl"), $"#!/bin/sh\nexec '{Environment.ProcessPath}' '{Path.Combine(AppContext.BaseDirectory, "sparkctl.dll")}' \"$@\"\n");
    }

    [Theory]
    [InlineData(false, 0)]
    [InlineData(true, 1)]
    public async Task GitHub_gets_its_findings_as_SARIF_whatever_they_are(bool broken, int code)
    {
        if (broken)
            Break();
        var steps = Yaml("github-actions.yml")["jobs"]!["lint"]!["steps"]!.AsArray();

        (await RunAsync(Lines(steps.Select(step => step!["run"])))).Should().Be(code);

        var file = (string)steps.Single(step => ((string?)step!["uses"])?.Contains("upload-sarif", StringComparison.Ordinal) is true)!["with"]!["sarif_file"]!;
        var results = JsonNode.Parse(await File.ReadAllTextAsync(PathTo(file)))!["runs"]![0]!["results"]!.AsArray();
        results.Any(result => (string?)result!["level"] == "error").Should().Be(broken);
    }

    [Theory]
    [InlineData(false, 0)]
    [InlineData(true, 1)]
    public async Task GitLab_gets_its_findings_as_JUnit_whatever_they_are(bool broken, int code)
    {
        if (broken)
            Break();
        var job = Yaml("gitlab-ci.yml")["spark-manifests"]!;

        (await RunAsync(Lines(job["script"]!.AsArray()))).Should().Be(code);

        XDocument.Parse(await File.ReadAllTextAsync(PathTo((string)job["artifacts"]!["reports"]!["junit"]!))).Descendants("failure").Any().Should().Be(broken);
    }

    [Theory]
    [InlineData(false, 0)]
    [InlineData(true, 1)]
    public async Task Any_other_CI_goes_by_the_exit_code(bool broken, int code)
    {
        if (broken)
            Break();

        (await RunAsync($"'{Repository.PathTo("examples", "ci", "lint.sh")}'")).Should().Be(code);
    }

    [Fact]
    public async Task What_kustomize_would_apply_is_judged()
    {
        await File.WriteAllTextAsync(PathTo("kustomization.yaml"), "resources: [manifests/spark-pi.yaml]\n");
        Executable(PathTo("bin", "kustomize"), "#!/bin/sh\n[ \"$1\" = build ] && sed 's/^  name: .*/  name: Not_A_Name/' manifests/spark-pi.yaml\n");

        (await RunAsync($"'{Repository.PathTo("examples", "ci", "lint.sh")}'")).Should().Be(1);
    }

    private void Break() =>
        File.WriteAllText(PathTo("manifests", "spark-pi.yaml"), File.ReadAllText(PathTo("manifests", "spark-pi.yaml")).Replace("image: ", "image: elsewhere.example.com/"));

    private async Task<int> RunAsync(string script)
    {
        var start = new ProcessStartInfo("/bin/sh", ["-ec", script]) { WorkingDirectory = _checkout, RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["PATH"] = $"{PathTo("bin")}:{Environment.GetEnvironmentVariable("PATH")}";
        using var process = Process.Start(start)!;
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        (await error).Should().NotContain("not found", "{0}", await output);
        return process.ExitCode;
    }

    private static string Lines(IEnumerable<JsonNode?> lines) => string.Join('\n', lines.OfType<JsonNode>().Select(line => (string)line!));

    private static JsonNode Yaml(string name) => YamlText.Documents(File.ReadAllText(Repository.PathTo("examples", "ci", name))).Single()!;

    private string PathTo(params string[] parts) => Path.Combine([_checkout, .. parts]);

    private static void Executable(string path, string text)
    {
        File.WriteAllText(path, text);
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    public void Dispose() => Directory.Delete(_checkout, recursive: true);
}
