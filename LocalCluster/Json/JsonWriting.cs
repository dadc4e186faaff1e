using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace LocalCluster.Json;

/// <summary>Writes nodes as compact UTF-8, without escaping what JSON does not ask to be escaped.</summary>
internal static class JsonWriting
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, MaxDepth = 256, SkipValidation = true };

    public static byte[] ToUtf8(this JsonNode node)
    {
        var buffer = new ArrayBufferWriter<byte>(1024);
        using (var writer = new Utf8JsonWriter(buffer, Options))
            node.WriteTo(writer);
        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>Compact text of any node; <c>null</c> for none.</summary>
    public static string ToText(this JsonNode? node) => node is null ? "null" : System.Text.Encoding.UTF8.GetString(node.ToUtf8());
}
