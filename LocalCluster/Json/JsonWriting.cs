using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace LocalCluster.Json;

/// <summary>Writes nodes as compact UTF-8, without escaping what JSON does not ask to be escaped.</summary>
internal static class JsonWriting
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, MaxDepth = 256, SkipValidation = true };

    // Objects of a cluster are some KB; what is larger is not kept for the next one.
    private const int LargestKept = 1 << 20;

    [ThreadStatic]
    private static ArrayBufferWriter<byte>? t_buffer;

    [ThreadStatic]
    private static Utf8JsonWriter? t_writer;

    public static byte[] ToUtf8(this JsonNode node)
    {
        var buffer = t_buffer ??= new ArrayBufferWriter<byte>(16 * 1024);
        var writer = t_writer ??= new Utf8JsonWriter(buffer, Options);
        buffer.ResetWrittenCount();
        writer.Reset(buffer);
        node.WriteTo(writer);
        writer.Flush();
        var result = buffer.WrittenSpan.ToArray();
        if (buffer.Capacity > LargestKept)
            (t_buffer, t_writer) = (null, null);
        return result;
    }

    /// <summary>Compact text of any node; <c>null</c> for none.</summary>
    public static string ToText(this JsonNode? node) => node is null ? "null" : System.Text.Encoding.UTF8.GetString(node.ToUtf8());
}
