using System.Diagnostics;

namespace Cli.Local;

/// <summary>Starts a program that outlives this one, and stops it again.</summary>
internal static class LocalProcess
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    // The program must neither hear Ctrl-C of this terminal nor write into it.
    private const string Detached = "trap '' INT HUP; exec \"$0\" \"$@\" < /dev/null > \"$SPARKCTL_LOCAL_LOG\" 2>&1";

    /// <returns>The address of its line <c>ready ADDRESS</c>.</returns>
    public static async Task<string> StartAsync(LocalState state, string path, IEnumerable<string> arguments, TimeProvider clock, CancellationToken cancellationToken)
    {
        var name = Path.GetFileName(path);
        var log = Path.Combine(state.Folder, $"{name}.log");
        using var process = Process.Start(new ProcessStartInfo("/bin/sh", ["-c", Detached, path, .. arguments]) { Environment = { ["SPARKCTL_LOCAL_LOG"] = log } })
            ?? throw new CliException($"'{path}' did not start.");
        state.Remember(process.Id, name);

        var started = clock.GetTimestamp();
        while (true)
        {
            if (File.Exists(log) && (await File.ReadAllLinesAsync(log, cancellationToken)).FirstOrDefault(line => line.StartsWith("ready ", StringComparison.Ordinal)) is { } ready)
                return ready["ready ".Length..];
            if (process.HasExited || clock.GetElapsedTime(started) > Patience)
                throw new CliException($"{name} did not become ready; its output is in {log}: {string.Join(' ', File.Exists(log) ? (await File.ReadAllLinesAsync(log, cancellationToken)).TakeLast(3) : [])}");
            await Task.Delay(Pause, clock, cancellationToken);
        }
    }

    /// <summary>Asks politely, and returns when it is gone.</summary>
    public static async Task StopAsync(int pid, CancellationToken cancellationToken)
    {
        using var process = Process.GetProcessById(pid);
        using (var kill = Process.Start("kill", ["-TERM", pid.ToString(System.Globalization.CultureInfo.InvariantCulture)]))
            await kill.WaitForExitAsync(cancellationToken);
        await process.WaitForExitAsync(cancellationToken);
    }

    /// <summary>Runs a program to its end and gives what it printed.</summary>
    public static async Task<string> OutputAsync(string path, IEnumerable<string> arguments, CancellationToken cancellationToken)
    {
        using var process = Process.Start(new ProcessStartInfo(path, arguments) { RedirectStandardOutput = true })!;
        var output = await process.StandardOutput.ReadToEndAsync(cancellationToken);
        await process.WaitForExitAsync(cancellationToken);
        return process.ExitCode == 0 ? output : throw new CliException($"'{path}' ended with {process.ExitCode}.");
    }
}
