using System.Collections.Immutable;
using System.Numerics;
using System.Text.Json.Nodes;
using LocalCluster.Json;

namespace LocalCluster.Nodes.Scheduling;

/// <summary>A node, what it has for pods, and what they have taken of it. What is free is reckoned when that changes, not for each pod that looks for a place.</summary>
internal sealed record NodeLoad(JsonObject Node, Resources Allocatable, Resources Taken)
{
    public static NodeLoad Of(JsonObject node) => new(node, Resources.Of(node.ObjectAt("status", "allocatable")), Resources.None);

    public string Name { get; } = Node.TextAt("metadata", "name") ?? "";

    public Resources Taken
    {
        get;
        init => (field, Free) = (value, Allocatable.Minus(value));
    } = Taken;

    public Resources Free { get; private init; } = Allocatable.Minus(Taken);
}

/// <summary>Where a pod goes, or why it cannot.</summary>
internal sealed record Placement(string? NodeName, string? Unschedulable);

/// <summary>Which node a pod gets: one that it may use and that has room; of several, the emptiest. Pure.</summary>
internal static class SchedulingRules
{
    public static Placement Place(JsonObject pod, IReadOnlyList<NodeLoad> nodes)
    {
        ImmutableArray<KeyValuePair<string, BigInteger>> demand = [.. PodDemand.Of(pod).Amounts];
        var reasons = new SortedDictionary<string, int>(StringComparer.Ordinal);
        NodeLoad? best = null;
        foreach (var node in nodes.OrderBy(node => node.Name, StringComparer.Ordinal))
        {
            var obstacles = Obstacles(pod, demand, node);
            foreach (var obstacle in obstacles)
                reasons[obstacle] = reasons.GetValueOrDefault(obstacle) + 1;
            if (obstacles.IsEmpty && (best is null || IsEmptier(node.Free, best.Free)))
                best = node;
        }

        return best is not null ? new Placement(best.Name, null) : new Placement(null, Explain(nodes.Count, reasons));
    }

    private static bool IsEmptier(Resources one, Resources other) =>
        (one["pods"], one["cpu"], one["memory"]).CompareTo((other["pods"], other["cpu"], other["memory"])) > 0;

    private static ImmutableArray<string> Obstacles(JsonObject pod, ImmutableArray<KeyValuePair<string, BigInteger>> demand, NodeLoad node)
    {
        if (node.Node.FlagAt("spec", "unschedulable") ?? false)
            return ["node(s) were unschedulable"];
        if (UntoleratedTaint(pod, node.Node) is { } taint)
            return [$"node(s) had untolerated taint(s) {{{taint}}}"];
        if (!MatchesSelector(pod, node.Node))
            return ["node(s) didn't match Pod's node affinity/selector"];

        var free = node.Free;
        return
        [
            .. demand.Where(wanted => wanted.Value > free[wanted.Key])
                .Select(wanted => wanted.Key is "pods" ? "Too many pods" : $"Insufficient {wanted.Key}"),
        ];
    }

    private static bool MatchesSelector(JsonObject pod, JsonObject node)
    {
        var labels = node.ObjectAt("metadata", "labels");
        return (pod.ObjectAt("spec", "nodeSelector") ?? []).All(wanted => labels.TextAt(wanted.Key) == wanted.Value.AsText())
            && NodeAffinity.Allows(pod.ObjectAt("spec", "affinity", "nodeAffinity", "requiredDuringSchedulingIgnoredDuringExecution"), node);
    }

    private static string? UntoleratedTaint(JsonObject pod, JsonObject node) => node.ListAt("spec", "taints").Objects()
        .Where(taint => taint.TextAt("effect") is "NoSchedule" or "NoExecute")
        .Where(taint => !pod.ListAt("spec", "tolerations").Objects().Any(toleration => Tolerates(toleration, taint)))
        .Select(taint => $"{taint.TextAt("key")}: {taint.TextAt("value")}")
        .FirstOrDefault();

    private static bool Tolerates(JsonObject toleration, JsonObject taint)
    {
        var effect = toleration.TextAt("effect");
        var key = toleration.TextAt("key");
        return (string.IsNullOrEmpty(effect) || effect == taint.TextAt("effect"))
            && (string.IsNullOrEmpty(key) || key == taint.TextAt("key"))
            && (toleration.TextAt("operator") is "Exists" || (!string.IsNullOrEmpty(key) && (toleration.TextAt("value") ?? "") == (taint.TextAt("value") ?? "")));
    }

    /// <summary>In the real scheduler's words: <c>0/3 nodes are available: 3 Insufficient cpu.</c></summary>
    private static string Explain(int nodes, SortedDictionary<string, int> reasons)
    {
        if (nodes == 0)
            return "no nodes available to schedule pods";
        var list = string.Join(", ", reasons.Select(reason => $"{reason.Value} {reason.Key}").Order(StringComparer.Ordinal));
        var preemption = reasons.Keys.Any(reason => reason.StartsWith("Insufficient", StringComparison.Ordinal) || reason is "Too many pods")
            ? $"{nodes} No preemption victims found for incoming pod"
            : $"{nodes} Preemption is not helpful for scheduling";
        return $"0/{nodes} nodes are available: {list}. preemption: 0/{nodes} nodes are available: {preemption}.";
    }
}
