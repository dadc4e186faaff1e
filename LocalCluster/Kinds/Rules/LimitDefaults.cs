using System.Text.Json.Nodes;
using LocalCluster.Json;

namespace LocalCluster.Kinds.Rules;

/// <summary>What a LimitRange leaves unsaid about containers follows from the rest of it.</summary>
internal static class LimitDefaults
{
    public static void Apply(JsonObject range)
    {
        foreach (var item in range.ObjectAt("spec")?["limits"].Objects() ?? [])
        {
            foreach (var part in new[] { "max", "min", "default", "defaultRequest", "maxLimitRequestRatio" })
                Quantities.Canonicalize(item.ObjectAt(part));
            if (item.TextAt("type") is not "Container")
                continue;
            // A default limit is the greatest that is allowed; a default request is that limit, else the least.
            Fill(item, "default", item.ObjectAt("max"));
            Fill(item, "defaultRequest", item.ObjectAt("default"));
            Fill(item, "defaultRequest", item.ObjectAt("min"));
        }
    }

    private static void Fill(JsonObject item, string name, JsonObject? from)
    {
        foreach (var (resource, value) in from ?? [])
            item.Ensure(name).Default(resource, value!.DeepClone());
    }
}
