using System.Text.Json.Nodes;
using LocalCluster.Json;

namespace LocalCluster.Admission;

/// <summary>A new node takes no pods until it is ready. One that says at its making that it is ready is taken at its word, as the node controller would take the taint away at once.</summary>
internal static class NodeTaint
{
    private const string NotReady = "node.kubernetes.io/not-ready";

    public static Task Admit(AdmissionContext context, CancellationToken cancellationToken)
    {
        if (context.Kind is not { Group: "", Plural: "nodes" } || context.Subresource.Length > 0 || context.Operation is not "CREATE" || context.Object is not { } node)
            return Task.CompletedTask;
        if (node.ObjectAt("status")?["conditions"].Objects().Any(c => c.TextAt("type") is "Ready" && c.TextAt("status") is "True") == true)
            return Task.CompletedTask;

        var spec = node.Ensure("spec");
        if (spec["taints"] is not JsonArray taints)
            spec["taints"] = taints = [];
        if (!taints.Objects().Any(taint => taint.TextAt("key") is NotReady && taint.TextAt("effect") is "NoSchedule"))
            taints.Add((JsonNode)new JsonObject { ["key"] = NotReady, ["effect"] = "NoSchedule" });
        return Task.CompletedTask;
    }
}
