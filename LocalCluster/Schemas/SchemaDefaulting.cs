using System.Text.Json.Nodes;

namespace LocalCluster.Schemas;

/// <summary>Fills in the defaults of a schema, and drops nulls that it does not allow.</summary>
internal static class SchemaDefaulting
{
    public static void Apply(StructuralSchema schema, JsonNode? node)
    {
        switch (node)
        {
            case JsonObject map:
                ApplyToObject(schema, map);
                break;
            case JsonArray list when schema.Items is { } items:
                foreach (var element in list)
                    Apply(items, element);
                break;
        }
    }

    private static void ApplyToObject(StructuralSchema schema, JsonObject map)
    {
        foreach (var (name, property) in schema.Properties)
        {
            var given = map.TryGetPropertyValue(name, out var value);
            // A null that is not allowed counts as not given.
            if (given && value is null && !property.Nullable)
                given = !map.Remove(name);
            if (!given && property.Default is { } fallback)
                map[name] = fallback.DeepClone();
            Apply(property, map[name]);
        }

        if (schema.Additional is not { } additional)
            return;
        foreach (var (name, value) in map.ToList())
        {
            if (schema.Properties.ContainsKey(name))
                continue;
            if (value is null && !additional.Nullable && additional.Default is { } fallback)
                map[name] = fallback.DeepClone();
            else
                Apply(additional, value);
        }
    }
}
