using System.Diagnostics;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Testing.Comparison;

namespace Testing.Charts;

/// <summary>
/// Renders the chart by <c>render/main.go</c>: the template language and the functions of helm, from Debian's <c>golang-go</c> and
/// <c>golang-github-masterminds-sprig-dev</c>. The program is built once for each state of its source.
/// </summary>
public static class ChartRenderer
{
    /// <summary>The program that must be on the PATH.</summary>
    public const string Tool = "go";

    private static readonly Lock Building = new();

    public static string Folder { get; } = Repository.PathTo("helm", "spark-operator");

    public static bool IsAvailable { get; } =
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Any(folder => File.Exists(Path.Combine(folder, Tool)));

    public static RenderedChart Render(ChartRelease release) => Render([release])[0];

    /// <summary>All in one run of the program, in order.</summary>
    public static IReadOnlyList<RenderedChart> Render(IReadOnlyList<ChartRelease> releases)
    {
        using var process = Start(Built(), [Folder]);
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        process.StandardInput.WriteLine(new JsonObject
        {
            ["metadata"] = Yaml("Chart.yaml"),
            ["values"] = Yaml("values.yaml"),
        }.ToJsonString());
        foreach (var release in releases)
            process.StandardInput.WriteLine(Line(release).ToJsonString());
        process.StandardInput.Close();
        process.WaitForExit();
        if (process.ExitCode != 0)
            throw new InvalidOperationException($"The renderer ended with {process.ExitCode}: {errors.Result}");
        return [.. output.Result.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => Read(JsonNode.Parse(line)!.AsObject()))];
    }

    public static JsonNode Yaml(string file) => YamlText.Documents(File.ReadAllText(Path.Combine(Folder, file))).First()!;

    private static JsonObject Line(ChartRelease release) => new()
    {
        ["release"] = release.Name,
        ["namespace"] = release.Namespace,
        ["kubeVersion"] = release.KubernetesVersion,
        ["apiVersions"] = new JsonArray([.. release.ApiVersions.Select(version => JsonValue.Create(version))]),
        ["values"] = release.Values.DeepClone(),
    };

    private static RenderedChart Read(JsonObject answer)
    {
        if ((string?)answer["error"] is { } error)
            return new RenderedChart([], new Dictionary<string, string>(), "", error);
        var files = answer["files"]!.AsObject().ToDictionary(file => file.Key, file => (string)file.Value!);
        var notes = files.Single(file => file.Key.EndsWith("NOTES.txt", StringComparison.Ordinal));
        _ = files.Remove(notes.Key);
        return new RenderedChart([.. files.SelectMany(file => Documents(file.Key, file.Value))], files, notes.Value, null);
    }

    private static IEnumerable<JsonObject> Documents(string file, string text)
    {
        try
        {
            return [.. YamlText.Documents(text).OfType<JsonObject>()];
        }
        catch (YamlDotNet.Core.YamlException problem)
        {
            throw new FormatException($"{file} renders no YAML: {problem.Message}\n{text}", problem);
        }
    }

    private static string Built()
    {
        var source = Repository.PathTo("tests", "Testing", "Charts", "render", "main.go");
        var hash = Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(source)))[..12];
        var program = Repository.PathTo("artifacts", "render-chart", hash);
        lock (Building)
        {
            if (!File.Exists(program))
                Build(source, program);
        }

        return program;
    }

    private static void Build(string source, string program)
    {
        _ = Directory.CreateDirectory(Path.GetDirectoryName(program)!);
        // Another test project may build it at the same time: whoever is last wins, with the same content.
        var unfinished = $"{program}.{Environment.ProcessId}";
        using var process = Start(Tool, ["build", "-o", unfinished, source]);
        process.StandardInput.Close();
        var errors = process.StandardError.ReadToEnd();
        process.WaitForExit();
        if (process.ExitCode != 0)
            throw new InvalidOperationException($"go build of {source} failed; Debian's packages golang-go and golang-github-masterminds-sprig-dev are needed:\n{errors}");
        File.Move(unfinished, program, overwrite: true);
    }

    private static Process Start(string program, IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo(program) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var argument in arguments)
            start.ArgumentList.Add(argument);
        start.Environment["GO111MODULE"] = "off";
        start.Environment["GOPATH"] = "/usr/share/gocode";
        start.Environment["GOCACHE"] = Repository.PathTo("artifacts", "render-chart", "cache");
        start.Environment["GOFLAGS"] = "";
        return Process.Start(start)!;
    }
}
