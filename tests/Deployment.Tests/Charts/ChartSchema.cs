using System.Text.Json;
using System.Text.Json.Nodes;

namespace Deployment.Tests.Charts;

/// <summary>
/// <c>values.schema.json</c>: types and enumerations are strict. A member that the chart does not know is let through, for such files work with the
/// chart that this one replaces, and is refused by name with <c>strictValues: true</c>.
/// </summary>
internal static class ChartSchema
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Render(ChartValue root)
    {
        var schema = Of(root);
        schema["$schema"] = "http://json-schema.org/draft-07/schema#";
        schema["title"] = "Values of the spark-operator chart";
        // Helm itself adds "global".
        schema["if"] = new JsonObject { ["properties"] = new JsonObject { ["strictValues"] = new JsonObject { ["const"] = true } }, ["required"] = new JsonArray("strictValues") };
        var strict = Closed(root);
        strict["properties"]!["global"] = true;
        schema["then"] = strict;
        return schema.ToJsonString(Indented) + "\n";
    }

    private static JsonObject Of(ChartValue value)
    {
        if (value.IsGroup)
            return new() { ["type"] = "object", ["properties"] = new JsonObject(value.Children.Select(child => KeyValuePair.Create(child.Name, (JsonNode?)Of(child)))) };

        var schema = new JsonObject { ["description"] = value.Description };
        if (value.Marks.TryGetValue("enum", out var allowed))
            schema["enum"] = new JsonArray([.. allowed.Select(text => JsonValue.Create(text))]);
        else
            schema["type"] = Types(value);
        if (IsNumber(value))
            schema["pattern"] = "^[0-9]+$";
        if (value.Marks.TryGetValue("items", out var members))
            schema["items"] = new JsonObject { ["type"] = "object", ["required"] = new JsonArray([.. members.Select(member => JsonValue.Create(member))]) };
        return schema;
    }

    private static JsonObject Closed(ChartValue group) => new()
    {
        ["properties"] = new JsonObject(group.Children.Select(child => KeyValuePair.Create(child.Name, child.IsGroup ? Closed(child) : (JsonNode?)true))),
        ["additionalProperties"] = false,
    };

    // A number may come as text from --set-string, and a null takes a default away.
    private static JsonArray Types(ChartValue value) => value.Marks.TryGetValue("types", out var types)
        ? [.. types.Select(type => JsonValue.Create(type))]
        : value.Default?.GetValueKind() switch
        {
            JsonValueKind.True or JsonValueKind.False => ["boolean"],
            _ when IsNumber(value) => ["integer", "string", "null"],
            JsonValueKind.Array => ["array", "null"],
            JsonValueKind.Object => ["object", "null"],
            _ => ["string", "number", "null"],
        };

    private static bool IsNumber(ChartValue value) =>
        !value.IsGroup && !value.Marks.ContainsKey("types") && !value.Marks.ContainsKey("enum") && value.Default?.GetValueKind() is JsonValueKind.Number or null;
}
