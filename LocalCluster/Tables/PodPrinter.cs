using System.Text.Json.Nodes;
using LocalCluster.Json;

namespace LocalCluster.Tables;

/// <summary>The columns of pods, with the STATUS that people know: the most telling reason, not the bare phase.</summary>
internal static class PodPrinter
{
    public static readonly Printer Instance = new(
        [
            new("Name", Format: "name"), new("Ready"), new("Status"), new("Restarts"), new("Age"),
            new("IP", Priority: 1), new("Node", Priority: 1), new("Nominated Node", Priority: 1), new("Readiness Gates", Priority: 1),
        ],
        Cells)
    {
        Conditions = pod => pod.TextAt("status", "phase") switch
        {
            "Succeeded" => Completed("Succeeded", "The pod has completed successfully."),
            "Failed" => Completed("Failed", "The pod failed."),
            _ => null,
        },
    };

    private static IEnumerable<JsonNode?> Cells(JsonObject pod, DateTimeOffset now)
    {
        var status = pod.ObjectAt("status");
        var main = status?["containerStatuses"].Objects().ToList() ?? [];
        var sidecars = Sidecars(pod);
        var total = (pod.ListAt("spec", "containers")?.Count ?? 0) + sidecars.Count;
        var ready = main.Count(s => s.FlagAt("ready") == true && s.At("state", "running") is not null) + sidecars.Count(s => s.FlagAt("ready") == true);
        var restarts = main.Sum(s => s.NumberAt("restartCount") ?? 0) + sidecars.Sum(s => s.NumberAt("restartCount") ?? 0);
        var nodeText = pod.TextAt("spec", "nodeName");
        return
        [
            Printers.Named(pod), $"{ready}/{total}", PodStatusText.Of(pod), Restarts(restarts, main, now), Printers.AgeOf(pod, now),
            Or(status.TextAt("podIP")), Or(nodeText), Or(status.TextAt("nominatedNodeName")), "<none>",
        ];
    }

    private static List<JsonObject> Sidecars(JsonObject pod)
    {
        var names = pod.ObjectAt("spec")?["initContainers"].Objects().Where(c => c.TextAt("restartPolicy") is "Always").Select(c => c.TextAt("name")).ToHashSet() ?? [];
        return pod.ObjectAt("status")?["initContainerStatuses"].Objects().Where(s => names.Contains(s.TextAt("name"))).ToList() ?? [];
    }

    private static string Restarts(long count, List<JsonObject> statuses, DateTimeOffset now)
    {
        var last = statuses.Select(s => Times.Parse(s.TextAt("lastState", "terminated", "finishedAt"))).OfType<DateTimeOffset>().DefaultIfEmpty().Max();
        return count > 0 && last != default ? $"{count} ({Ages.Show(now - last)} ago)" : $"{count}";
    }

    private static string Or(string? text) => string.IsNullOrEmpty(text) ? "<none>" : text;

    private static JsonArray Completed(string reason, string message) =>
        new((JsonNode)new JsonObject { ["type"] = "Completed", ["status"] = "True", ["reason"] = reason, ["message"] = message });
}
