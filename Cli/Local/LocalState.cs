using System.Diagnostics;
using System.Globalization;

namespace Cli.Local;

/// <summary>What runs of a local cluster, remembered in a folder: kubeconfig, logs, and a line <c>PID NAME</c> for each process.</summary>
internal sealed class LocalState(string folder)
{
    private string Processes => Path.Combine(folder, "processes");

    public string Folder => folder;

    public string KubeConfig => Path.Combine(folder, "kubeconfig");

    /// <summary><c>$XDG_STATE_HOME/sparkctl/local</c>, by default below <c>~/.local/state</c>.</summary>
    public static LocalState OfUser(Func<string, string?> variable) => new(Path.Combine(
        variable("XDG_STATE_HOME") is { Length: > 0 } home ? home : Path.Combine(variable("HOME") ?? "", ".local", "state"), "sparkctl", "local"));

    /// <summary>Those that still run and still are what was started.</summary>
    public IReadOnlyList<(int Pid, string Name)> Running() => !File.Exists(Processes)
        ? []
        : [.. File.ReadAllLines(Processes).Select(line => line.Split(' ')).Where(words => words.Length == 2)
            .Select(words => (Pid: int.Parse(words[0], CultureInfo.InvariantCulture), Name: words[1])).Where(IsIt)];

    public void Prepare()
    {
        _ = Directory.CreateDirectory(folder);
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute); // The kubeconfig is an administrator's.
    }

    public void Remember(int pid, string name) => File.AppendAllText(Processes, string.Create(CultureInfo.InvariantCulture, $"{pid} {name}\n"));

    public void Forget()
    {
        if (Directory.Exists(folder))
            Directory.Delete(folder, recursive: true);
    }

    private static bool IsIt((int Pid, string Name) remembered)
    {
        try
        {
            using var process = Process.GetProcessById(remembered.Pid);
            return process.ProcessName == remembered.Name && !process.HasExited;
        }
        catch (ArgumentException)
        {
            return false; // No process has this number.
        }
    }
}
