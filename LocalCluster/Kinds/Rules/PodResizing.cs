using System.Text.Json.Nodes;
using LocalCluster.Json;

namespace LocalCluster.Kinds.Rules;

/// <summary>What the resize door of a pod writes: resources of containers that are there, and how they are to be resized.</summary>
internal static class PodResizing
{
    private static readonly string[] Resized = ["resources", "resizePolicy"];

    public static void Copy(JsonObject spec, JsonObject? wanted)
    {
        foreach (var list in new[] { "containers", "initContainers" })
        {
            foreach (var container in spec[list].Objects())
            {
                if (wanted?[list].Objects().FirstOrDefault(c => c.TextAt("name") == container.TextAt("name")) is not { } same)
                    continue;
                foreach (var field in Resized)
                {
                    if (same[field] is { } value)
                        container[field] = value.DeepClone();
                }
            }
        }
    }
}
