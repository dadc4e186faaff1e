using System.Text.Json;
using System.Text.Json.Nodes;
using LocalCluster.Json;

namespace LocalCluster.FieldManagement;

/// <summary>How a real server, which is written in Go, prints untyped values in its errors.</summary>
internal static class GoValues
{
    /// <summary><c>map[a:1 b:[x y]]</c>.</summary>
    public static string Show(JsonNode? value) => value switch
    {
        null => "<nil>",
        JsonObject map => $"map[{string.Join(' ', map.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => $"{pair.Key}:{Show(pair.Value)}"))}]",
        JsonArray list => $"[{string.Join(' ', list.Select(Show))}]",
        _ => value.AsText() ?? value.ToText(),
    };

    public static string TypeName(JsonNode value) => value.GetValueKind() switch
    {
        JsonValueKind.Object => "map[string]interface {}",
        JsonValueKind.Array => "[]interface {}",
        JsonValueKind.Number => value.AsNumber() is null ? "float64" : "int64",
        JsonValueKind.String => "string",
        _ => "bool",
    };
}
