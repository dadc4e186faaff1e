using System.Text.Json.Nodes;
using LocalCluster.Json;

namespace LocalCluster.Tables;

/// <summary>Columns of what runs pods.</summary>
internal static class WorkloadPrinters
{
    private static readonly TableColumn[] Wide = [new("Containers", Priority: 1), new("Images", Priority: 1), new("Selector", Priority: 1)];

    public static readonly Printer Deployment = new(
        [new("Name", Format: "name"), new("Ready"), new("Up-to-date"), new("Available"), new("Age"), .. Wide],
        (o, now) =>
        [
            Printers.Named(o), $"{Count(o, "readyReplicas")}/{o.NumberAt("spec", "replicas") ?? 0}", Count(o, "updatedReplicas"), Count(o, "availableReplicas"), Printers.AgeOf(o, now),
            .. WideCells(o),
        ]);

    public static readonly Printer ReplicaSet = new(
        [new("Name", Format: "name"), new("Desired", "integer"), new("Current", "integer"), new("Ready", "integer"), new("Age"), .. Wide],
        (o, now) => [Printers.Named(o), o.NumberAt("spec", "replicas") ?? 0, Count(o, "replicas"), Count(o, "readyReplicas"), Printers.AgeOf(o, now), .. WideCells(o)]);

    public static readonly Printer StatefulSet = new(
        [new("Name", Format: "name"), new("Ready"), new("Age"), .. Wide[..2]],
        (o, now) => [Printers.Named(o), $"{Count(o, "readyReplicas")}/{o.NumberAt("spec", "replicas") ?? 0}", Printers.AgeOf(o, now), .. WideCells(o).Take(2)]);

    public static readonly Printer DaemonSet = new(
        [
            new("Name", Format: "name"), new("Desired", "integer"), new("Current", "integer"), new("Ready", "integer"), new("Up-to-date", "integer"), new("Available", "integer"),
            new("Node Selector"), new("Age"), .. Wide,
        ],
        (o, now) =>
        [
            Printers.Named(o), Count(o, "desiredNumberScheduled"), Count(o, "currentNumberScheduled"), Count(o, "numberReady"), Count(o, "updatedNumberScheduled"),
            Count(o, "numberAvailable"), Printing.Map(o.ObjectAt("spec", "template", "spec", "nodeSelector")), Printers.AgeOf(o, now), .. WideCells(o),
        ]);

    public static readonly Printer CronJob = new(
        [
            new("Name", Format: "name"), new("Schedule"), new("Timezone"), new("Suspend", "boolean"), new("Active", "integer"), new("Last Schedule"), new("Age"), .. Wide,
        ],
        (o, now) =>
        [
            Printers.Named(o), o.TextAt("spec", "schedule"), o.TextAt("spec", "timeZone") ?? "<none>", o.FlagAt("spec", "suspend") == true ? "True" : "False",
            o.ListAt("status", "active")?.Count ?? 0, o.TextAt("status", "lastScheduleTime") is { } last ? Ages.Of(last, now) : "<none>", Printers.AgeOf(o, now),
            .. WideCells(o, "spec", "jobTemplate"),
        ]);

    private static long Count(JsonObject o, string field) => o.NumberAt("status", field) ?? 0;

    private static IEnumerable<JsonNode?> WideCells(JsonObject o, params string[] at)
    {
        var spec = o.ObjectAt([.. at, "spec"]);
        var containers = spec.ObjectAt("template", "spec")?["containers"].Objects().ToList() ?? [];
        return
        [
            string.Join(",", containers.Select(c => c.TextAt("name"))), string.Join(",", containers.Select(c => c.TextAt("image"))),
            Printing.Selector(spec.ObjectAt("selector")),
        ];
    }
}
