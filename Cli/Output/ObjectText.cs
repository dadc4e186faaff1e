using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Cli.Output;

/// <summary>Objects as they are, for programs and for people who look for one field.</summary>
internal static class ObjectText
{
    public static string Of(JsonNode node, OutputFormat format) =>
        format is OutputFormat.Yaml ? YamlText.Of(node) : Json(node) + "\n";

    public static JsonObject List(IEnumerable<JsonObject> items) => new()
    {
        ["apiVersion"] = "v1",
        ["kind"] = "List",
        ["items"] = new JsonArray([.. items.Select(item => item.DeepClone())]),
    };

    private static string Json(JsonNode node)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer, new JsonWriterOptions { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
            node.WriteTo(writer);
        return System.Text.Encoding.UTF8.GetString(buffer.ToArray());
    }
}
