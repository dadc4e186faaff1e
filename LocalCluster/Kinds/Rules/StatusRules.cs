using System.Text.Json.Nodes;

namespace LocalCluster.Kinds.Rules;

/// <summary>The line between a main resource and its status.</summary>
internal static class StatusRules
{
    /// <summary>The main resource does not write the status.</summary>
    public static void Keep(JsonObject old, JsonObject changed)
    {
        if (old["status"] is { } status)
            changed["status"] = status.DeepClone();
        else
            _ = changed.Remove("status");
    }
}
