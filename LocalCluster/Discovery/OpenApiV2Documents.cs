using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using LocalCluster.Api;
using LocalCluster.Json;
using LocalCluster.Kinds;

namespace LocalCluster.Discovery;

/// <summary>
/// OpenAPI v2 as far as kubectl reads it: the definitions of all kinds, by which it checks a <c>List</c> before it sends the parts. Made from the documents
/// of v3 by the rules of a real server: what v2 cannot say is left out. Paths are not written.
/// </summary>
internal static class OpenApiV2Documents
{
    private const string Reference = "#/components/schemas/";

    private static readonly string[] Kept =
        ["description", "format", "default", "required", "x-kubernetes-group-version-kind", "x-kubernetes-list-map-keys", "x-kubernetes-list-type", "x-kubernetes-map-type",
         "x-kubernetes-patch-merge-key", "x-kubernetes-patch-strategy"];

    private static readonly ConditionalWeakTable<KindRegistry, Lazy<JsonObject>> Written = [];

    /// <summary>Made once for each state of the definitions. Only to be read.</summary>
    public static JsonObject Of(Cluster cluster) => Written.GetValue(cluster.Kinds, _ => new Lazy<JsonObject>(() => Make(cluster))).Value;

    /// <summary>A schema of v3 in v2.</summary>
    public static JsonObject Schema(JsonObject schema)
    {
        if (Referred(schema) is { } name)
        {
            var reference = new JsonObject { ["$ref"] = $"#/definitions/{name}" };
            Copy(schema, reference, "description");
            Copy(schema, reference, "default");
            return reference;
        }

        var result = new JsonObject();
        foreach (var kept in Kept)
            Copy(schema, result, kept);
        if (schema.FlagAt("x-kubernetes-int-or-string") == true || schema.FlagAt("nullable") == true || schema.FlagAt("x-kubernetes-preserve-unknown-fields") == true)
        {
            // Tools that know no better would refuse what is allowed.
            _ = result.Remove("format");
            _ = result.Remove("required");
            return result;
        }

        // A quantity, or a number with a name.
        if (schema["oneOf"] is JsonArray && schema["type"] is null)
            result["type"] = "string";
        Copy(schema, result, "type");
        if (schema.ObjectAt("items") is { } items)
            result["items"] = Schema(items);
        if (schema.ObjectAt("additionalProperties") is { } values)
            result["additionalProperties"] = Schema(values);
        if (schema.ObjectAt("properties") is { } properties)
            result["properties"] = new JsonObject(properties.Select(property => KeyValuePair.Create(property.Key, (JsonNode?)Schema((JsonObject)property.Value!))));
        return result;
    }

    private static JsonObject Make(Cluster cluster)
    {
        var definitions = new JsonObject();
        foreach (var (group, version) in cluster.Kinds.GroupVersions.Prepend(("", "v1")))
        {
            foreach (var (name, schema) in JsonReading.Parse(OpenApiDocuments.Document(cluster, group, version)).ObjectAt("components", "schemas") ?? [])
            {
                // Several documents describe the same parts; only that of the kind's own group names the kind.
                if (!definitions.ContainsKey(name) || schema.At("x-kubernetes-group-version-kind") is not null)
                    definitions[name] = Schema((JsonObject)schema!);
            }
        }

        return new JsonObject
        {
            ["swagger"] = "2.0",
            ["info"] = new JsonObject { ["title"] = "LocalCluster", ["version"] = ServerVersion.Git },
            ["paths"] = new JsonObject(),
            ["definitions"] = definitions,
        };
    }

    private static string? Referred(JsonObject schema) =>
        (schema.TextAt("$ref") ?? (schema["allOf"] is JsonArray { Count: 1 } all ? all[0].TextAt("$ref") : null)) is { } text && text.StartsWith(Reference, StringComparison.Ordinal)
            ? text[Reference.Length..] : null;

    private static void Copy(JsonObject from, JsonObject to, string name)
    {
        if (from[name] is { } value)
            to[name] = value.DeepClone();
    }
}
