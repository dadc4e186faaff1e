using System.Buffers;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace LocalCluster.Json;

/// <summary>
/// Compact UTF-8 of a node, without escaping what JSON does not ask to be escaped. Nearly all that an object holds are short texts
/// without anything to escape, and those are copied without asking about each character.
/// </summary>
internal sealed class JsonText
{
    // Objects of a cluster are some KB; what is larger is not kept for the next one.
    private const int LargestKept = 1 << 20;

    private static readonly SearchValues<char> Plain = SearchValues.Create(
        [.. Enumerable.Range(' ', '~' - ' ' + 1).Select(c => (char)c).Where(c => c is not ('"' or '\\'))]);

    // Nearly every value, told apart without asking what else it might be.
    private static readonly Type Text = JsonValue.Create("").GetType();

    private static readonly JavaScriptEncoder Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping;

    private static readonly JsonWriterOptions Options = new() { Encoder = Encoder, SkipValidation = true };

    [ThreadStatic]
    private static JsonText? t_own;

    private byte[] _bytes = new byte[16 * 1024];
    private int _length;

    /// <summary>Good until the next call on the same thread.</summary>
    public static ReadOnlySpan<byte> Write(JsonNode node)
    {
        var text = t_own ??= new JsonText();
        if (text._bytes.Length > LargestKept)
            t_own = null;
        text._length = 0;
        text.Add(node);
        return text._bytes.AsSpan(0, text._length);
    }

    private void Add(JsonNode? node)
    {
        switch (node)
        {
            case null:
                Add("null"u8);
                break;
            case JsonObject map:
                Add(map);
                break;
            case JsonArray list:
                Add(list);
                break;
            default:
                Add((JsonValue)node);
                break;
        }
    }

    private void Add(JsonObject map)
    {
        Add((byte)'{');
        for (var i = 0; i < map.Count; i++)
        {
            if (i > 0)
                Add((byte)',');
            var (name, value) = map.GetAt(i);
            Add(name);
            Add((byte)':');
            Add(value);
        }

        Add((byte)'}');
    }

    private void Add(JsonArray list)
    {
        Add((byte)'[');
        for (var i = 0; i < list.Count; i++)
        {
            if (i > 0)
                Add((byte)',');
            Add(list[i]);
        }

        Add((byte)']');
    }

    private void Add(JsonValue value)
    {
        if (value.GetType() == Text)
            Add(value.GetValue<string>());
        else if (value.TryGetValue<JsonElement>(out var element))
            Add(element);
        else if (value.TryGetValue<bool>(out var flag))
            Add(flag ? "true"u8 : "false"u8);
        else if (value.TryGetValue<long>(out var number))
            Add(number);
        else if (value.TryGetValue<int>(out var small))
            Add(small);
        else
            AddOther(value);
    }

    private void Add(JsonElement element)
    {
        var raw = JsonMarshal.GetRawUtf8Value(element);
        if (element.ValueKind is JsonValueKind.String && (raw.Contains((byte)'\\') || !Ascii.IsValid(raw)))
            Add(element.GetString()!);
        else
            Add(raw);
    }

    private void Add(long number)
    {
        const int Longest = 20;
        Reserve(Longest);
        _ = number.TryFormat(_bytes.AsSpan(_length), out var written, provider: CultureInfo.InvariantCulture);
        _length += written;
    }

    private void AddOther(JsonValue value)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, Options))
            value.WriteTo(writer);
        Add(buffer.WrittenSpan);
    }

    private void Add(string text)
    {
        // A UTF-16 unit is at most three bytes.
        Reserve(text.Length * 3 + 2);
        _bytes[_length++] = (byte)'"';
        if (text.AsSpan().IndexOfAnyExcept(Plain) < 0)
            _length += Encoding.UTF8.GetBytes(text, _bytes.AsSpan(_length));
        else
            AddEscaped(text);
        Reserve(1);
        _bytes[_length++] = (byte)'"';
    }

    private void AddEscaped(string text)
    {
        var escaped = Encoder.Encode(text);
        Reserve(escaped.Length * 3);
        _length += Encoding.UTF8.GetBytes(escaped, _bytes.AsSpan(_length));
    }

    private void Add(byte one)
    {
        Reserve(1);
        _bytes[_length++] = one;
    }

    private void Add(ReadOnlySpan<byte> bytes)
    {
        Reserve(bytes.Length);
        bytes.CopyTo(_bytes.AsSpan(_length));
        _length += bytes.Length;
    }

    private void Reserve(int more)
    {
        if (_bytes.Length - _length < more)
            Array.Resize(ref _bytes, Math.Max(_bytes.Length * 2, _length + more));
    }
}
