using System.Text.Json.Nodes;

namespace Controller.SparkApplications.Status;

/// <summary>The smallest JSON merge patch (RFC 7386) that turns one document into another.</summary>
internal static class MergePatch
{
    /// <summary>Null when they are equal.</summary>
    public static JsonObject? Between(JsonObject before, JsonObject after)
    {
        var patch = new JsonObject();
        foreach (var (name, _) in before)
        {
            if (after[name] is null && before[name] is not null)
                patch[name] = null;
        }

        foreach (var (name, wanted) in after)
        {
            switch (before[name], wanted)
            {
                case (_, null):
                    break;
                case (JsonObject from, JsonObject to):
                    if (Between(from, to) is { } inner)
                        patch[name] = inner;
                    break;
                case var (from, to) when !JsonNode.DeepEquals(from, to):
                    patch[name] = to.DeepClone();
                    break;
            }
        }

        return patch.Count == 0 ? null : patch;
    }
}
