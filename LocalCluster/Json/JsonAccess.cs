using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace LocalCluster.Json;

/// <summary>Reading and building untyped objects without asking about every step.</summary>
internal static class JsonAccess
{
    public static JsonNode? At(this JsonNode? node, params ReadOnlySpan<string> path)
    {
        foreach (var step in path)
            node = node is JsonObject map && map.TryGetPropertyValue(step, out var child) ? child : null;
        return node;
    }

    public static JsonObject? ObjectAt(this JsonNode? node, params ReadOnlySpan<string> path) => node.At(path) as JsonObject;

    public static JsonArray? ListAt(this JsonNode? node, params ReadOnlySpan<string> path) => node.At(path) as JsonArray;

    public static string? TextAt(this JsonNode? node, params ReadOnlySpan<string> path) => node.At(path).AsText();

    public static long? NumberAt(this JsonNode? node, params ReadOnlySpan<string> path) => node.At(path).AsNumber();

    public static bool? FlagAt(this JsonNode? node, params ReadOnlySpan<string> path) =>
        node.At(path)?.GetValueKind() switch { JsonValueKind.True => true, JsonValueKind.False => false, _ => null };

    public static string? AsText(this JsonNode? node) => node is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;

    /// <summary>A whole number, however it is held.</summary>
    public static long? AsNumber(this JsonNode? node) =>
        node is not JsonValue value ? null
        : value.TryGetValue<long>(out var whole) ? whole
        : value.GetValueKind() is JsonValueKind.Number && long.TryParse(value.ToText(), NumberStyles.Integer, CultureInfo.InvariantCulture, out var number) ? number
        : null;

    public static IEnumerable<JsonObject> Objects(this JsonNode? list) => list is JsonArray array ? array.OfType<JsonObject>() : [];

    public static IEnumerable<string> Texts(this JsonNode? list) =>
        list is JsonArray array ? array.Select(AsText).OfType<string>() : [];

    /// <summary>The object at <paramref name="name"/>, made if it is not there.</summary>
    public static JsonObject Ensure(this JsonObject parent, string name)
    {
        if (parent[name] is JsonObject found)
            return found;
        var made = new JsonObject();
        parent[name] = made;
        return made;
    }

    /// <summary>Sets <paramref name="name"/> unless it is there and not null.</summary>
    public static void Default(this JsonObject parent, string name, JsonNode value)
    {
        if (parent[name] is null)
            parent[name] = value;
    }

    /// <summary>Equal in all members but these. A member that is null is one all the same.</summary>
    public static bool EqualsBeside(this JsonObject one, JsonObject other, params ReadOnlySpan<string> members)
    {
        var left = 0;
        foreach (var (name, value) in one)
        {
            if (members.Contains(name))
                continue;
            if (!other.TryGetPropertyValue(name, out var counterpart) || !JsonNode.DeepEquals(value, counterpart))
                return false;
            left++;
        }

        var right = 0;
        foreach (var (name, _) in other)
            right += members.Contains(name) ? 0 : 1;
        return left == right;
    }

    public static JsonObject Clone(this JsonObject node) => (JsonObject)node.DeepClone();
}
