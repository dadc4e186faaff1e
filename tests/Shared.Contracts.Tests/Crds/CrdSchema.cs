using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Shared.Contracts.Core;
using Shared.Contracts.Schemas;
using Shared.Contracts.SparkApplications;

namespace Shared.Contracts.Tests.Crds;

/// <summary>The structural schema of a record of the contracts.</summary>
internal sealed class CrdSchema(DocComments comments)
{
    // Source: apimachinery/pkg/api/resource, as the original definitions have it.
    private const string QuantityPattern =
        @"^(\+|-)?(([0-9]+(\.[0-9]*)?)|(\.[0-9]+))(([KMGTPE]i)|[numkMGTPE]|([eE](\+|-)?(([0-9]+(\.[0-9]*)?)|(\.[0-9]+))))?$";

    private string _role = "{role}";

    public JsonObject Root(Type kind)
    {
        var schema = Of(kind);
        schema["properties"]!["metadata"] = new JsonObject { ["type"] = "object" };
        return schema;
    }

    /// <summary>Members of a record as a manifest has them.</summary>
    public static IEnumerable<(string Name, PropertyInfo Property)> Members(Type record) =>
        record.GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Where(property => property.GetCustomAttribute<JsonIgnoreAttribute>() is null && property.GetCustomAttribute<JsonExtensionDataAttribute>() is null)
            .Where(property => property.Name != "EqualityContract")
            .Select(property => (NameOf(property), property))
            .OrderBy(member => member.Item1, StringComparer.Ordinal);

    private static string NameOf(PropertyInfo property) =>
        property.GetCustomAttribute<JsonPropertyNameAttribute>()?.Name ?? JsonNamingPolicy.CamelCase.ConvertName(property.Name);

    private JsonObject Of(Type type)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        if (type == typeof(string)) return new() { ["type"] = "string" };
        if (type == typeof(bool)) return new() { ["type"] = "boolean" };
        if (type == typeof(int)) return new() { ["type"] = "integer", ["format"] = "int32" };
        if (type == typeof(long)) return new() { ["type"] = "integer", ["format"] = "int64" };
        if (type == typeof(DateTimeOffset)) return new() { ["type"] = "string", ["format"] = "date-time" };
        if (type == typeof(IntOrString)) return IntOrText();
        if (type == typeof(Quantity)) return IntOrText(QuantityPattern);
        if (type == typeof(JsonElement) || type == typeof(PodTemplateSpec) || type == typeof(ObjectMeta)) return Opaque();
        if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IReadOnlyList<>))
            return new() { ["type"] = "array", ["items"] = Of(type.GenericTypeArguments[0]) };
        if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IReadOnlyDictionary<,>))
            return new() { ["type"] = "object", ["additionalProperties"] = OfValue(type.GenericTypeArguments[1]) };
        return OfRecord(type);
    }

    // Counts in a map have no format in the original definitions.
    private JsonObject OfValue(Type type) => type == typeof(int) ? new() { ["type"] = "integer" } : Of(type);

    private static JsonObject Opaque() => new() { ["type"] = "object", ["x-kubernetes-preserve-unknown-fields"] = true };

    private static JsonObject IntOrText(string? pattern = null)
    {
        var schema = new JsonObject
        {
            ["anyOf"] = new JsonArray(new JsonObject { ["type"] = "integer" }, new JsonObject { ["type"] = "string" }),
            ["x-kubernetes-int-or-string"] = true,
        };
        if (pattern is not null)
            schema["pattern"] = pattern;
        return schema;
    }

    private JsonObject OfRecord(Type record)
    {
        _role = record == typeof(DriverSpec) ? "driver" : record == typeof(ExecutorSpec) ? "executor" : _role;
        var schema = new JsonObject { ["type"] = "object" };
        if (IsOurs(record) && comments.Of(record) is { } summary)
            schema["description"] = WithRole(summary);

        var properties = new JsonObject();
        var required = new JsonArray();
        foreach (var (name, property) in Members(record))
        {
            properties[name] = OfProperty(property);
            if (property.GetCustomAttribute<SchemaAttribute>()?.Required == true)
                required.Add(name);
        }

        if (required.Count > 0)
            schema["required"] = required;
        schema["properties"] = properties;

        // Of Kubernetes' own types the contracts model a part; the rest is kept and judged by whoever reads it.
        if (!IsOurs(record))
            schema["x-kubernetes-preserve-unknown-fields"] = true;
        return schema;
    }

    private JsonObject OfProperty(PropertyInfo property)
    {
        var schema = Of(property.PropertyType);
        if (IsOurs(property.DeclaringType!) && comments.Of(property) is { } summary)
            schema["description"] = WithRole(summary);

        if (property.GetCustomAttribute<SchemaAttribute>() is not { } rules)
            return schema;
        if (rules.Nullable) schema["nullable"] = true;
        if (rules.Minimum != long.MinValue) schema["minimum"] = rules.Minimum;
        if (rules.Maximum != long.MaxValue) schema["maximum"] = rules.Maximum;
        if (rules.Pattern is not null) schema["pattern"] = rules.Pattern;
        if (rules.OneOf is { } words) schema["enum"] = new JsonArray([.. words.Select(word => JsonValue.Create(word))]);
        if (rules.Key is { } key)
        {
            schema["x-kubernetes-list-type"] = "map";
            schema["x-kubernetes-list-map-keys"] = new JsonArray(key);
        }

        return schema;
    }

    private string WithRole(string text) => text.Replace("{role}", _role, StringComparison.Ordinal);

    private static bool IsOurs(Type type) => type.Namespace != typeof(Pod).Namespace || type == typeof(Condition);
}
