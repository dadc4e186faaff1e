using System.Text.Json.Nodes;
using LocalCluster.Json;

namespace LocalCluster.Admission;

/// <summary>Every pod bears an unready or unreachable node for five minutes, unless it says otherwise.</summary>
internal static class PodTolerations
{
    private static readonly string[] Keys = ["node.kubernetes.io/not-ready", "node.kubernetes.io/unreachable"];

    public static Task Admit(AdmissionContext context, CancellationToken cancellationToken)
    {
        if (context.Kind is not { Group: "", Plural: "pods" } || context.Subresource.Length > 0 || context.Operation is not "CREATE" || context.Object?.ObjectAt("spec") is not { } spec)
            return Task.CompletedTask;

        var tolerations = spec.ListAt("tolerations") ?? [];
        foreach (var key in Keys)
        {
            if (tolerations.Objects().Any(t => t.TextAt("key") is null or "" || (t.TextAt("key") == key && t.TextAt("effect") is null or "" or "NoExecute")))
                continue;
            tolerations.Add((JsonNode)new JsonObject { ["key"] = key, ["operator"] = "Exists", ["effect"] = "NoExecute", ["tolerationSeconds"] = 300 });
        }

        if (tolerations.Parent is null && tolerations.Count > 0)
            spec["tolerations"] = tolerations;
        return Task.CompletedTask;
    }
}
