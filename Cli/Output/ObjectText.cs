using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Cli.Output;

/// <summary>Objects as they are, for programs and for people who look for one field.</summary>
internal static class ObjectText
{
    public static string Of(JsonNode node, OutputFormat format) =>
        format is OutputFormat.Yaml ? YamlText.Of(node) : Json(node) + "\n";

    /// <summary>JSON without line breaks; a text comes without quotes.</summary>
    public static string OneLine(JsonNode node) =>
        node is JsonValue value && value.TryGetValue<string>(out var text) ? text.ReplaceLineEndings("\\n") : Json(node, indented: false);

    public static JsonObject List(IEnumerable<JsonObject> items) => new()
    {
        ["apiVersion"] = "v1",
        ["kind"] = "List",
        ["items"] = new JsonArray([.. items.Select(item => item.DeepClone())]),
    };

    private static string Json(JsonNode node, bool indented = true)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer, new JsonWriterOptions { Indented = indented, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
            node.WriteTo(writer);
        return System.Text.Encoding.UTF8.GetString(buffer.ToArray());
    }
}
