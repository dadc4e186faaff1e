using System.Text.Json.Nodes;

namespace LocalCluster.Schemas;

/// <summary>Drops what a schema does not know, and tells its paths.</summary>
internal static class SchemaPruning
{
    // The parts that every object has are known without a schema.
    private static readonly HashSet<string> Envelope = ["apiVersion", "kind", "metadata"];

    /// <summary>Prunes in place. Paths read as in strict decoding errors: <c>spec.volumes[0].odd</c>.</summary>
    public static List<string> Prune(StructuralSchema schema, JsonObject root)
    {
        var unknown = new List<string>();
        PruneObject(schema, root, "", isEnvelope: true, unknown);
        unknown.Sort(StringComparer.Ordinal);
        return unknown;
    }

    private static void Walk(StructuralSchema schema, JsonNode? node, string path, List<string> unknown)
    {
        switch (node)
        {
            case JsonObject map:
                PruneObject(schema, map, path, schema.Embedded, unknown);
                break;
            case JsonArray list when schema.Items is { } items:
                for (var i = 0; i < list.Count; i++)
                    Walk(items, list[i], $"{path}[{i}]", unknown);
                break;
        }
    }

    private static void PruneObject(StructuralSchema schema, JsonObject map, string path, bool isEnvelope, List<string> unknown)
    {
        foreach (var (name, value) in map.ToList())
        {
            var at = path.Length == 0 ? name : $"{path}.{name}";
            if (isEnvelope && Envelope.Contains(name))
                continue;
            if (schema.Properties.TryGetValue(name, out var known))
                Walk(known, value, at, unknown);
            else if (schema.Additional is { } additional)
                Walk(additional, value, at, unknown);
            else if (!schema.AllowsAdditional && !schema.PreserveUnknown)
            {
                unknown.Add(at);
                _ = map.Remove(name);
            }
        }
    }
}
