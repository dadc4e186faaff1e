using System.Text.Json.Nodes;

namespace LocalCluster.Patching;

/// <summary>RFC 7386.</summary>
internal static class MergePatch
{
    public static JsonNode? Apply(JsonNode? target, JsonNode? patch)
    {
        if (patch is not JsonObject changes)
            return patch?.DeepClone();
        var result = target as JsonObject ?? [];
        foreach (var (name, value) in changes)
        {
            if (value is null)
                _ = result.Remove(name);
            else
            {
                var current = result[name];
                _ = result.Remove(name, out current);
                result[name] = Apply(current, value);
            }
        }

        return result;
    }
}
