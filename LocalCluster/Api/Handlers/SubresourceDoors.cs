using System.Text.Json.Nodes;
using LocalCluster.Json;
using LocalCluster.Kinds;
using LocalCluster.Kinds.Rules;

namespace LocalCluster.Api.Handlers;

/// <summary>Each part of an object is written through its own door only.</summary>
internal static class SubresourceDoors
{
    /// <summary>The old object with what this door lets through of the new one.</summary>
    public static JsonObject Pass(ResourceKind kind, string? subresource, JsonObject old, JsonObject content)
    {
        switch (subresource)
        {
            case null or "":
                if (kind.IsCustom ? kind.HasSubresource("status") : kind.Rules.PrepareUpdate is null && kind.HasSubresource("status"))
                    StatusRules.Keep(old, content);
                kind.Rules.PrepareUpdate?.Invoke(old, content);
                return content;
            case "status":
                // Built-in kinds let labels and annotations through this door too.
                return Only(old, content, kind.IsCustom ? [] : ["labels", "annotations"], "status");
            case "ephemeralcontainers":
                return With(old, content, [], o => Copy(o.Ensure("spec"), content.ObjectAt("spec"), "ephemeralContainers"));
            case "resize":
                return With(old, content, [], o => PodResizing.Copy(o.Ensure("spec"), content.ObjectAt("spec")));
            default:
                return content;
        }
    }

    /// <summary>The new object with all of the old but for these. Mostly nothing else differs, and what is equal is not copied.</summary>
    private static JsonObject Only(JsonObject old, JsonObject content, string[] metadata, string part)
    {
        Keep(old, content, [.. old.Concat(content).Select(member => member.Key).Where(name => name != part && name != "metadata").Distinct()]);
        var (before, after) = (old.Ensure("metadata"), content.Ensure("metadata"));
        Keep(before, after, [.. before.Concat(after).Select(member => member.Key).Where(name => name != "managedFields" && !metadata.Contains(name)).Distinct()]);
        return content;
    }

    private static void Keep(JsonObject old, JsonObject content, string[] names)
    {
        foreach (var name in names)
        {
            if (!JsonNode.DeepEquals(old[name], content[name]) || old.ContainsKey(name) != content.ContainsKey(name))
                Copy(content, old, name);
        }
    }

    private static JsonObject With(JsonObject old, JsonObject content, string[] metadata, Action<JsonObject> copy)
    {
        var result = old.Clone();
        foreach (var name in metadata.Append("managedFields"))
            Copy(result.Ensure("metadata"), content.ObjectAt("metadata"), name);
        copy(result);
        return result;
    }

    private static void Copy(JsonObject to, JsonObject? from, string name)
    {
        if (from?[name] is { } value)
            to[name] = value.DeepClone();
        else
            _ = to.Remove(name);
    }
}
