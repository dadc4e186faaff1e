using System.Text.Json.Nodes;
using LocalCluster.Types;
using ValueType = LocalCluster.Types.ValueType;

namespace LocalCluster.Discovery;

/// <summary>The types of built-in kinds as OpenAPI v3 schemas, in the form in which a real server publishes them.</summary>
internal static class TypeSchemas
{
    private const string Meta = "io.k8s.apimachinery.pkg.apis.meta.v1.";

    public static string Name(ApiType type) =>
        type.Package is "meta.v1" ? $"{Meta}{type.Name}"
        : type.Package is "apiextensions.v1" ? $"io.k8s.apiextensions-apiserver.pkg.apis.{type.Package}.{type.Name}"
        : $"io.k8s.api.{type.Package}.{type.Name}";

    /// <summary>The schema of a type and of all that it names, added where they are not yet.</summary>
    public static void AddTo(JsonObject schemas, ApiType type, bool isRoot = false)
    {
        if (schemas.ContainsKey(Name(type)))
            return;
        var properties = new JsonObject();
        var schema = new JsonObject { ["type"] = "object" };
        schemas[Name(type)] = schema;
        if (isRoot)
        {
            properties["apiVersion"] = Text("APIVersion defines the versioned schema of this representation of an object.");
            properties["kind"] = Text("Kind is a string value representing the REST resource this object represents.");
        }

        foreach (var field in type.Fields)
        {
            properties[field.Name!] = Field(field);
            foreach (var named in Named(field.Type))
                AddTo(schemas, named);
        }

        if (properties.Count > 0)
            schema["properties"] = properties;
        if (type.Fields.Where(field => field.IsRequired).Select(field => (JsonNode?)field.Name).ToArray() is { Length: > 0 } required)
            schema["required"] = new JsonArray(required);
        if (type.IsAtomic)
            schema["x-kubernetes-map-type"] = "atomic";
    }

    private static IEnumerable<ApiType> Named(ValueType type) =>
        type.Struct is not null ? [type.Struct.Value] : type.Element is not null ? Named(type.Element) : [];

    private static JsonObject Field(ApiField field)
    {
        var schema = Value(field.Type, isElement: false);
        if (field.Default is { } text)
            schema["default"] = text is "true" or "false" ? text is "true" : text;
        var merging = field.Merging;
        if (field.Type.Form is ValueForm.List)
        {
            if (!merging.ListKeys.IsEmpty)
                schema["x-kubernetes-list-map-keys"] = new JsonArray([.. merging.ListKeys]);
            schema["x-kubernetes-list-type"] = merging.IsSet ? "set" : merging.ListKeys.IsEmpty ? "atomic" : "map";
        }

        if (merging.IsAtomic)
            schema["x-kubernetes-map-type"] = "atomic";
        if (merging.PatchKey is { } key)
            schema["x-kubernetes-patch-merge-key"] = key;
        if (!merging.PatchStrategies.IsEmpty)
            schema["x-kubernetes-patch-strategy"] = string.Join(',', merging.PatchStrategies);
        return schema;
    }

    private static JsonObject Value(ValueType type, bool isElement)
    {
        var schema = Of(type);
        // Elements and values are never absent: their zero is their default.
        if (isElement && Zero(type) is { } zero)
            schema["default"] = zero;
        return schema;
    }

    private static JsonObject Of(ValueType type) => type.Form switch
    {
        ValueForm.Text => new() { ["type"] = "string" },
        ValueForm.Flag => new() { ["type"] = "boolean" },
        ValueForm.Whole => new() { ["type"] = "integer", ["format"] = type.GoName },
        ValueForm.Real => new() { ["type"] = "number", ["format"] = "double" },
        ValueForm.Bytes => new() { ["type"] = "string", ["format"] = "byte" },
        ValueForm.Time or ValueForm.MicroTime => new() { ["type"] = "string", ["format"] = "date-time" },
        ValueForm.Duration => new() { ["type"] = "string" },
        ValueForm.Quantity => new() { ["oneOf"] = new JsonArray(new JsonObject { ["type"] = "string" }, new JsonObject { ["type"] = "number" }) },
        ValueForm.IntOrText => new() { ["oneOf"] = new JsonArray(new JsonObject { ["type"] = "integer" }, new JsonObject { ["type"] = "string" }), ["format"] = "int-or-string" },
        ValueForm.Object => new() { ["type"] = "object" },
        ValueForm.Struct => new() { ["allOf"] = new JsonArray(new JsonObject { ["$ref"] = $"#/components/schemas/{Name(type.Struct!.Value)}" }) },
        ValueForm.List => new() { ["type"] = "array", ["items"] = Value(type.Element!, isElement: true) },
        ValueForm.Map => new() { ["type"] = "object", ["additionalProperties"] = Value(type.Element!, isElement: true) },
        _ => [],
    };

    private static JsonNode? Zero(ValueType type) => type.Form switch
    {
        ValueForm.Text => "",
        ValueForm.Whole => 0,
        ValueForm.Struct => new JsonObject(),
        _ => null,
    };

    private static JsonObject Text(string description) => new() { ["description"] = description, ["type"] = "string" };
}
