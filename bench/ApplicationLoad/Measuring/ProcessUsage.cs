using System.Globalization;

namespace ApplicationLoad.Measuring;

/// <summary>What the kernel says that a process has used.</summary>
/// <param name="CpuSeconds">User and system time since its start.</param>
/// <param name="ResidentMegabytes">Of memory now.</param>
/// <param name="PeakResidentMegabytes">The most that it ever had.</param>
/// <param name="Handles">Open file descriptors, sockets among them.</param>
/// <param name="Sockets">Open sockets.</param>
internal sealed record ProcessUsage(double CpuSeconds, double ResidentMegabytes, double PeakResidentMegabytes, int Handles, int Sockets)
{
    private const double TicksPerSecond = 100;

    /// <exception cref="IOException">The process is gone.</exception>
    public static ProcessUsage Of(int processId)
    {
        var folder = $"/proc/{processId.ToString(CultureInfo.InvariantCulture)}";
        var status = File.ReadAllLines($"{folder}/status");
        var handles = Directory.GetFiles($"{folder}/fd");
        return new ProcessUsage(
            CpuSecondsFrom(File.ReadAllText($"{folder}/stat")), MegabytesFrom(status, "VmRSS"), MegabytesFrom(status, "VmHWM"), handles.Length, handles.Count(IsSocket));
    }

    /// <summary>Reads <c>/proc/PID/stat</c>. The name in it may hold blanks and brackets; counted after it, user and system time are the twelfth and thirteenth field.</summary>
    internal static double CpuSecondsFrom(string stat)
    {
        var fields = stat[(stat.LastIndexOf(')') + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return (double.Parse(fields[11], CultureInfo.InvariantCulture) + double.Parse(fields[12], CultureInfo.InvariantCulture)) / TicksPerSecond;
    }

    /// <summary>Reads a line of <c>/proc/PID/status</c> such as <c>VmRSS:   123456 kB</c>.</summary>
    internal static double MegabytesFrom(IEnumerable<string> status, string field) =>
        double.Parse(status.First(line => line.StartsWith(field, StringComparison.Ordinal)).Split(' ', StringSplitOptions.RemoveEmptyEntries)[^2], CultureInfo.InvariantCulture) * 1024 / 1e6;

    // A handle that was closed meanwhile is none.
    private static bool IsSocket(string handle)
    {
        try
        {
            return new FileInfo(handle).LinkTarget?.StartsWith("socket:", StringComparison.Ordinal) is true;
        }
        catch (IOException)
        {
            return false;
        }
    }
}
