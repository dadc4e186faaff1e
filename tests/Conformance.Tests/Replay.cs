using System.Diagnostics;
using System.Text.Json.Nodes;
using LocalCluster.Json;
using Testing;
using Testing.Recordings;

namespace Conformance.Tests;

/// <summary>A step that was answered otherwise than recorded. <paramref name="Text"/> tells where and how.</summary>
internal sealed record FailedStep(long Number, string Text);

/// <summary>One replayed transcript.</summary>
internal sealed record ReplayResult(string Name, IReadOnlyList<FailedStep> Failed);

/// <summary>Runs <c>replay_api.py</c> with the recordings against a cluster.</summary>
internal static class Replay
{
    public const string SetName = "kube-api";

    /// <summary>Environment variable: the folder that also gets the tool's own report, as <c>kube-api.json</c>.</summary>
    private const string ReportVariable = "GOLDENS_REPORT";

    // Differences of one step that are worth a reader's time.
    private const int Shown = 3;

    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(8);

    public static async Task<IReadOnlyList<ReplayResult>> RunAsync(ReplayedCluster cluster, GoldenSet set)
    {
        var recordings = Path.Combine(cluster.Folder, SetName);
        Unpack(set, recordings);
        var report = Path.Combine(cluster.Folder, "report.json");
        var start = new ProcessStartInfo("python3")
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            ArgumentList =
            {
                Repository.PathTo("tests", "Conformance.Tests", "replay_api.py"), "--server", cluster.Address, "--ca", Path.Combine(cluster.Folder, "ca.crt"),
                "--cert", Path.Combine(cluster.Folder, "admin.crt"), "--key", Path.Combine(cluster.Folder, "admin.key"), "--jobs", "8", "--json", report,
            },
        };
        start.ArgumentList.Add(recordings);
        using var process = Process.Start(start) ?? throw new InvalidOperationException("python3 did not start.");
        using var deadline = new CancellationTokenSource(Longest);
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(deadline.Token), process.StandardError.ReadToEndAsync(deadline.Token));
        try
        {
            await process.WaitForExitAsync(deadline.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"The replay did not end within {Longest.TotalMinutes} minutes.");
        }

        if (process.ExitCode is not (0 or 1) || !File.Exists(report))
            throw new InvalidOperationException($"The replay broke with exit code {process.ExitCode}: {await errors}{await output}");
        if (Environment.GetEnvironmentVariable(ReportVariable) is { Length: > 0 } folder)
            File.Copy(report, Path.Combine(Directory.CreateDirectory(folder).FullName, $"{SetName}.json"), overwrite: true);
        return [.. JsonReading.Parse(await File.ReadAllBytesAsync(report)).Objects().Select(Read)];
    }

    private static ReplayResult Read(JsonObject result) => new(result.TextAt("name")!, [.. result["failed"].Objects().Select(Step)]);

    private static FailedStep Step(JsonObject failed) => new(failed.NumberAt("step") ?? 0,
        $"step {failed.NumberAt("step")} ({failed.TextAt("about")}): {string.Join("; ", failed["differences"].Objects().Take(Shown).Select(difference =>
            $"{difference.TextAt("path")} {difference.TextAt("what")}, expected {difference["expected"].ToText()}, found {difference["actual"].ToText()}"))}");

    private static void Unpack(GoldenSet set, string folder)
    {
        if (set.Has("setup/crds.json"))
            Write("setup/crds.json", set.Bytes("setup/crds.json"));
        foreach (var @case in set.Cases)
            Write(@case.Path, @case.Bytes);

        void Write(string path, ReadOnlyMemory<byte> content)
        {
            var file = Path.Combine(folder, path);
            _ = Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            File.WriteAllBytes(file, content.ToArray());
        }
    }
}
