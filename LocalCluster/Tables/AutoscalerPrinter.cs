using System.Text.Json.Nodes;
using LocalCluster.Json;

namespace LocalCluster.Tables;

/// <summary>Columns of a HorizontalPodAutoscaler.</summary>
internal static class AutoscalerPrinter
{
    // Further targets are only counted.
    private const int Shown = 2;

    public static readonly Printer Instance = new(
        [new("Name", Format: "name"), new("Reference"), new("Targets"), new("MinPods"), new("MaxPods"), new("Replicas"), new("Age")],
        (o, now) =>
        [
            Printers.Named(o), $"{o.TextAt("spec", "scaleTargetRef", "kind")}/{o.TextAt("spec", "scaleTargetRef", "name")}", Targets(o),
            o.NumberAt("spec", "minReplicas") is { } least ? Text(least) : "<unset>", o.NumberAt("spec", "maxReplicas") ?? 0, o.NumberAt("status", "currentReplicas") ?? 0, Printers.AgeOf(o, now),
        ]);

    private static string Targets(JsonObject o)
    {
        var metrics = o.ObjectAt("spec")?["metrics"].Objects().ToList() ?? [];
        if (metrics.Count == 0)
            return "<none>";
        var current = o.ObjectAt("status")?["currentMetrics"].Objects().ToList() ?? [];
        var texts = metrics.Select((metric, index) => Target(metric, current.ElementAtOrDefault(index))).ToList();
        return texts.Count <= Shown ? string.Join(", ", texts) : $"{string.Join(", ", texts.Take(Shown))} + {texts.Count - Shown} more...";
    }

    private static string Target(JsonObject metric, JsonObject? current)
    {
        var name = metric.TextAt("type") switch { "Resource" => "resource", "ContainerResource" => "containerResource", "Pods" => "pods", "Object" => "object", _ => "external" };
        var (wanted, now) = (metric.ObjectAt(name, "target"), current.ObjectAt(name, "current"));
        var shown = wanted.NumberAt("averageUtilization") is { } share
            ? $"{(now.NumberAt("averageUtilization") is { } used ? $"{Text(used)}%" : "<unknown>")}/{Text(share)}%"
            : wanted.TextAt("averageValue") is { } average ? $"{now.TextAt("averageValue") ?? "<unknown>"}/{average}{(name is "external" or "object" ? " (avg)" : "")}"
            : $"{now.TextAt("value") ?? "<unknown>"}/{wanted.TextAt("value")}";
        return name is "resource" or "containerResource" ? $"{metric.TextAt(name, "name")}: {shown}" : shown;
    }

    private static string Text(long number) => number.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
