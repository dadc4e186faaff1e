using System.Diagnostics;
using System.Text.Json.Nodes;
using LocalCluster.Json;
using Testing;
using Testing.Recordings;

namespace Conformance.Tests;

/// <summary>One replayed transcript: its name, and what differed, step by step.</summary>
internal sealed record ReplayResult(string Name, IReadOnlyList<string> Differences)
{
    public bool Passed => Differences.Count == 0;
}

/// <summary>Runs <c>replay_api.py</c> with the packed recordings against a cluster.</summary>
internal static class Replay
{
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(8);

    /// <param name="cluster">The cluster to ask.</param>
    /// <param name="names">Transcripts to run; null for all.</param>
    public static async Task<IReadOnlyList<ReplayResult>> RunAsync(ReplayedCluster cluster, IReadOnlyCollection<string>? names)
    {
        var recordings = Path.Combine(cluster.Folder, "kube-api");
        Unpack(recordings);
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
        if (names is not null)
        {
            start.ArgumentList.Add("--only");
            start.ArgumentList.Add($"^({string.Join('|', names.Select(System.Text.RegularExpressions.Regex.Escape))})$");
        }

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
        return [.. JsonReading.Parse(await File.ReadAllBytesAsync(report)).Objects().Select(Read)];
    }

    private static ReplayResult Read(JsonObject result) => new(
        result.TextAt("name")!,
        [.. result["failed"].Objects().SelectMany(failed => failed["differences"].Objects().Select(difference =>
            $"step {failed.NumberAt("step")} ({failed.TextAt("about")}) {difference.TextAt("path")}: {difference.TextAt("what")}, expected {difference["expected"].ToText()}, found {difference["actual"].ToText()}"))]);

    private static void Unpack(string folder)
    {
        var set = Goldens.Set("kube-api") ?? throw new InvalidOperationException("The recordings have no set 'kube-api'.");
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
