using System.Text.Json.Nodes;
using ApplicationLoad.Loading;

namespace ApplicationLoad.Measuring;

/// <summary>How things stood at one moment.</summary>
/// <param name="Seconds">Since the beginning of the load.</param>
/// <param name="QueueDepth">Applications that waited for the controller; null: not asked.</param>
/// <param name="Processes">By name.</param>
internal sealed record Sample(double Seconds, int Sent, int WithDriver, int Ended, double? QueueDepth, IReadOnlyDictionary<string, ProcessUsage> Processes)
{
    public static Sample Of(double seconds, Ledger ledger, double? queueDepth, IReadOnlyDictionary<string, ProcessUsage> processes) =>
        new(Math.Round(seconds, 1), ledger.Sent, ledger.WithDriver, ledger.Ended, queueDepth, processes);

    public JsonObject ToJson()
    {
        var json = new JsonObject { ["seconds"] = Seconds, ["sent"] = Sent, ["withDriver"] = WithDriver, ["ended"] = Ended };
        if (QueueDepth is { } depth)
            json["queueDepth"] = depth;
        foreach (var (name, usage) in Processes)
        {
            json[name] = new JsonObject
            {
                ["cpuSeconds"] = Math.Round(usage.CpuSeconds, 2),
                ["residentMegabytes"] = Math.Round(usage.ResidentMegabytes, 1),
                ["handles"] = usage.Handles,
                ["sockets"] = usage.Sockets,
            };
        }

        return json;
    }
}
