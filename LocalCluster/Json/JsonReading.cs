using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Unicode;

namespace LocalCluster.Json;

/// <summary>Reads JSON into nodes at once: no lazy part is left that could fail or race later.</summary>
internal static class JsonReading
{
    private const int Deepest = 200;

    public static readonly JsonReaderOptions Options = new() { MaxDepth = Deepest };

    /// <summary>
    /// Parses one value. Of equal keys the last wins, as in a real server; <paramref name="duplicates"/> collects their paths.
    /// Bytes that are no UTF-8 become replacement characters.
    /// </summary>
    /// <exception cref="JsonException">The text is no JSON, or too deep; the message is the one of a real server.</exception>
    public static JsonNode? Parse(ReadOnlySpan<byte> utf8, List<string>? duplicates = null)
    {
        if (!Utf8.IsValid(utf8))
            utf8 = Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(utf8));
        if (utf8.IsEmpty)
            throw new JsonException("unexpected end of JSON input");
        try
        {
            var reader = new Utf8JsonReader(utf8, Options);
            _ = reader.Read();
            var node = ReadValue(ref reader, "", duplicates);
            _ = reader.Read();
            return node;
        }
        catch (JsonException e)
        {
            throw new JsonException(JsonSyntax.Problem(utf8, Deepest) ?? e.Message, e);
        }
    }

    private static JsonNode? ReadValue(ref Utf8JsonReader reader, string path, List<string>? duplicates)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.StartObject:
                return ReadObject(ref reader, path, duplicates);
            case JsonTokenType.StartArray:
                return ReadArray(ref reader, path, duplicates);
            case JsonTokenType.String:
                return JsonValue.Create(Text(ref reader));
            case JsonTokenType.Number:
                return JsonValue.Create(JsonElement.ParseValue(ref reader));
            case JsonTokenType.True:
                return JsonValue.Create(true);
            case JsonTokenType.False:
                return JsonValue.Create(false);
            default:
                return null;
        }
    }

    private static JsonObject ReadObject(ref Utf8JsonReader reader, string path, List<string>? duplicates)
    {
        var result = new JsonObject();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
        {
            var name = Text(ref reader);
            _ = reader.Read();
            var at = duplicates is null ? "" : path.Length == 0 ? name : $"{path}.{name}";
            var value = ReadValue(ref reader, at, duplicates);
            if (duplicates is not null && result.ContainsKey(name))
                duplicates.Add(at);
            result[name] = value;
        }

        return result;
    }

    private static JsonArray ReadArray(ref Utf8JsonReader reader, string path, List<string>? duplicates)
    {
        var result = new JsonArray();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
            result.Add(ReadValue(ref reader, duplicates is null ? "" : $"{path}[{result.Count}]", duplicates));
        return result;
    }

    private static string Text(ref Utf8JsonReader reader)
    {
        try
        {
            return reader.GetString()!;
        }
        catch (InvalidOperationException)
        {
            // Half of a surrogate pair: a real server reads a replacement character.
            return Lenient(reader.ValueSpan);
        }
    }

    private static string Lenient(ReadOnlySpan<byte> escaped)
    {
        var (raw, text) = (Encoding.UTF8.GetString(escaped), new StringBuilder());
        for (var i = 0; i < raw.Length; i++)
        {
            if (raw[i] != '\\')
            {
                _ = text.Append(raw[i]);
                continue;
            }

            i++;
            _ = text.Append(raw[i] switch { 'n' => '\n', 't' => '\t', 'r' => '\r', 'b' => '\b', 'f' => '\f', 'u' => (char)Convert.ToUInt16(raw.Substring(i + 1, 4), 16), var same => same });
            i += raw[i] == 'u' ? 4 : 0;
        }

        return Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text.ToString()));
    }
}
