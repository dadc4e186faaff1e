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
                return With(old, content, kind.IsCustom ? [] : ["labels", "annotations"], o => Copy(o, content, "status"));
            case "ephemeralcontainers":
                return With(old, content, [], o => Copy(o.Ensure("spec"), content.ObjectAt("spec"), "ephemeralContainers"));
            case "resize":
                return With(old, content, [], o => PodResizing.Copy(o.Ensure("spec"), content.ObjectAt("spec")));
            default:
                return content;
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
