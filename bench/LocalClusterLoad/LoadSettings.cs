using System.Collections.Immutable;
using System.Globalization;
using System.Runtime;
using System.Runtime.InteropServices;

namespace LocalClusterLoad;

/// <summary>What is measured, and how much of it. Sizes are those of the goals; <c>--scale 0.1</c> does a tenth of the work.</summary>
internal sealed record LoadSettings
{
    public required ImmutableArray<string> Scenarios { get; init; }

    /// <summary>Factor on all counts and durations. Default: 1.</summary>
    public double Scale { get; init; } = 1;

    /// <summary>Where the figures go as JSON; null: nowhere.</summary>
    public string? Output { get; init; }

    /// <summary>A published LocalCluster to measure instead of the one that is built beside this program.</summary>
    public string? Server { get; init; }

    /// <summary>Clients that write at the same time.</summary>
    public int Clients { get; init; } = 16;

    /// <summary>Watches of all pods that are open meanwhile.</summary>
    public int Watches { get; init; } = 3;

    /// <summary>Bytes of a pod as it is stored.</summary>
    public int PodBytes { get; init; } = 8192;

    public int Scaled(int count) => Math.Max(1, (int)(count * Scale));

    public static LoadSettings Parse(IReadOnlyList<string> arguments, ImmutableArray<string> known)
    {
        var settings = new LoadSettings { Scenarios = known };
        var chosen = ImmutableArray.CreateBuilder<string>();
        for (var i = 0; i < arguments.Count; i++)
        {
            var value = i + 1 < arguments.Count ? arguments[i + 1] : "";
            switch (arguments[i])
            {
                case "--scale" when double.TryParse(value, CultureInfo.InvariantCulture, out var scale) && scale > 0:
                    (settings, i) = (settings with { Scale = scale }, i + 1);
                    break;
                case "--output" when value.Length > 0:
                    (settings, i) = (settings with { Output = value }, i + 1);
                    break;
                case "--server" when File.Exists(value):
                    (settings, i) = (settings with { Server = value }, i + 1);
                    break;
                case var name when known.Contains(name):
                    chosen.Add(name);
                    break;
                default:
                    throw new ArgumentException(
                        $"'{arguments[i]} {value}' is not understood. Usage: LocalClusterLoad [{string.Join('|', known)}]... [--scale 0.1] [--output FILE.json] [--server PUBLISHED-LOCALCLUSTER]");
            }
        }

        return chosen.Count == 0 ? settings : settings with { Scenarios = chosen.ToImmutable() };
    }

    public string Describe() =>
        $"{Environment.ProcessorCount} processors, {RuntimeInformation.FrameworkDescription}, {RuntimeInformation.OSDescription}, load average {LoadAverage()}; "
        + $"{Clients} clients, {Watches} watches, stored pods of {PodBytes} bytes, scale {Scale.ToString(CultureInfo.InvariantCulture)}, "
        + $"server {(Server is null ? "as built, JIT" : $"published, {Server}")}, client GC {(GCSettings.IsServerGC ? "server" : "workstation")}";

    /// <summary>Of the last minute: on a machine that others use, only CPU time per operation can be trusted.</summary>
    public static string LoadAverage() => File.Exists("/proc/loadavg") ? File.ReadAllText("/proc/loadavg").Split(' ')[0] : "unknown";
}
