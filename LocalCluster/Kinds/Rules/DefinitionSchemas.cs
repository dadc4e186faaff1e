using System.Text.Json.Nodes;
using LocalCluster.Errors;
using LocalCluster.Json;

namespace LocalCluster.Kinds.Rules;

/// <summary>What is wrong with the schema of a definition: it must be structural, and say how its lists are merged.</summary>
internal static class DefinitionSchemas
{
    private static readonly string[] Types = ["array", "boolean", "integer", "number", "object", "string"];

    /// <param name="schema">The whole schema of one version.</param>
    /// <param name="path">Where it stands.</param>
    public static IEnumerable<Cause> Validate(JsonObject schema, string path)
    {
        if (schema.TextAt("type") is { Length: > 0 } type and not "object" && Types.Contains(type))
            yield return Cause.Invalid($"{path}.type", type, "must be object at the root");
        foreach (var cause in Part(schema, path, "must not be empty at the root"))
            yield return cause;
    }

    private static IEnumerable<Cause> Part(JsonObject schema, string path, string whenUntyped)
    {
        foreach (var cause in Own(schema, path, whenUntyped).Concat(Merging(schema, path)))
            yield return cause;
        if (schema.ObjectAt("additionalProperties") is { } additional)
        {
            foreach (var cause in Part(additional, $"{path}.additionalProperties", "must not be empty for specified object fields"))
                yield return cause;
        }

        foreach (var (name, property) in (schema.ObjectAt("properties") ?? []).OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            foreach (var cause in property is JsonObject part ? Part(part, $"{path}.properties[{name}]", "must not be empty for specified object fields") : [])
                yield return cause;
        }

        if (schema.ObjectAt("items") is { } items)
        {
            foreach (var cause in Part(items, $"{path}.items", "must not be empty for specified array items"))
                yield return cause;
        }
    }

    private static IEnumerable<Cause> Own(JsonObject schema, string path, string whenUntyped)
    {
        var type = schema.TextAt("type") ?? "";
        if (type.Length > 0 && !Types.Contains(type))
            yield return Cause.NotSupported($"{path}.type", type, Types);
        if (type.Length == 0 && schema.FlagAt("x-kubernetes-int-or-string") != true && schema.FlagAt("x-kubernetes-preserve-unknown-fields") != true)
            yield return Cause.Required($"{path}.type", whenUntyped);
        foreach (var unsupported in new[] { "$ref", "definitions", "dependencies", "patternProperties", "additionalItems", "id" })
        {
            if (schema[unsupported] is not null)
                yield return Cause.Forbidden($"{path}.{unsupported}", $"{unsupported} is not supported");
        }

        if (schema.FlagAt("uniqueItems") == true)
            yield return Cause.Forbidden($"{path}.uniqueItems", "uniqueItems cannot be set to true since the runtime complexity becomes quadratic");
        if (schema.ObjectAt("properties") is { Count: > 0 } && (schema["additionalProperties"] is JsonObject || schema.FlagAt("additionalProperties") == false))
            yield return Cause.Forbidden($"{path}.additionalProperties", "additionalProperties and properties are mutual exclusive");
        if (type is "array" && schema.ObjectAt("items") is null)
            yield return Cause.Required($"{path}.items", "must be specified");
        if (schema.FlagAt("x-kubernetes-preserve-unknown-fields") == false)
            yield return Cause.Invalid($"{path}.x-kubernetes-preserve-unknown-fields", false, "must be true or undefined");
    }

    private static IEnumerable<Cause> Merging(JsonObject schema, string path)
    {
        var (type, list, map) = (schema.TextAt("type") ?? "", schema.TextAt("x-kubernetes-list-type"), schema.TextAt("x-kubernetes-map-type"));
        if (map is not null && type is not "object")
            yield return Misplaced(path, type, "must be object if x-kubernetes-map-type is specified");
        foreach (var cause in PodSpecValidation.Choice($"{path}.x-kubernetes-map-type", map, "atomic", "granular"))
            yield return cause;
        if (list is not null && type is not "array")
            yield return Misplaced(path, type, "must be array if x-kubernetes-list-type is specified");
        foreach (var cause in PodSpecValidation.Choice($"{path}.x-kubernetes-list-type", list, "atomic", "set", "map"))
            yield return cause;

        var keys = schema["x-kubernetes-list-map-keys"].Texts().ToList();
        if (keys.Count > 0 && list is null)
            yield return Cause.Required($"{path}.x-kubernetes-list-type", "must be map if x-kubernetes-list-map-keys is non-empty");
        else if (keys.Count > 0 && list is not "map")
            yield return Cause.Invalid($"{path}.x-kubernetes-list-type", list, "must be map if x-kubernetes-list-map-keys is non-empty");
        if (list is not "map")
            yield break;
        if (keys.Count == 0)
            yield return Cause.Required($"{path}.x-kubernetes-list-map-keys", "must not be empty if x-kubernetes-list-type is map");
        foreach (var cause in schema.ObjectAt("items") is { } items ? Keyed(items, keys, path) : [Cause.Required($"{path}.items", "must have a schema if x-kubernetes-list-type is map")])
            yield return cause;
    }

    private static IEnumerable<Cause> Keyed(JsonObject items, List<string> keys, string path)
    {
        if (items.TextAt("type") is not "object")
        {
            yield return Cause.Invalid($"{path}.items.type", items.TextAt("type") ?? "", "must be object if parent array's x-kubernetes-list-type is map");
            yield break;
        }

        foreach (var key in keys)
        {
            if (items.ObjectAt("properties", key) is not { } property)
                yield return Cause.Invalid($"{path}.x-kubernetes-list-map-keys", new JsonArray([.. keys]), "entries must all be names of item properties");
            else if (property["default"] is null && !items["required"].Texts().Contains(key))
                yield return Cause.Required($"{path}.items.properties[{key}].default", "this property is in x-kubernetes-list-map-keys, so it must have a default or be a required property");
        }
    }

    private static Cause Misplaced(string path, string type, string rule) => type.Length == 0 ? Cause.Required($"{path}.type", rule) : Cause.Invalid($"{path}.type", type, rule);
}
