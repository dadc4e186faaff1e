using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Unicode;

namespace LocalCluster.Json;

/// <summary>Reads JSON into nodes at once: no lazy part is left that could fail or race later.</summary>
internal static class JsonReading
{
    /// <summary>Levels that a value may have.</summary>
    public const int Deepest = 200;

    private const int LongestKnownName = 40;

    private static readonly string?[] KnownNames = new string?[1024];

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
            var node = ReadValue(ref reader, duplicates is null ? null : new Duplicates(duplicates));
            _ = reader.Read();
            return node;
        }
        catch (JsonException e)
        {
            throw new JsonException(JsonSyntax.Problem(utf8, Deepest) ?? e.Message, e);
        }
    }

    private static JsonNode? ReadValue(ref Utf8JsonReader reader, Duplicates? duplicates)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.StartObject:
                return ReadObject(ref reader, duplicates);
            case JsonTokenType.StartArray:
                return ReadArray(ref reader, duplicates);
            case JsonTokenType.String:
                return JsonValue.Create(Text(ref reader));
            case JsonTokenType.Number:
                return IsPlainWhole(reader.ValueSpan) ? JsonValue.Create(reader.GetInt64()) : JsonValue.Create(JsonElement.ParseValue(ref reader));
            case JsonTokenType.True:
                return JsonValue.Create(true);
            case JsonTokenType.False:
                return JsonValue.Create(false);
            default:
                return null;
        }
    }

    private static JsonObject ReadObject(ref Utf8JsonReader reader, Duplicates? duplicates)
    {
        var result = new JsonObject();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
        {
            var name = Name(ref reader);
            _ = reader.Read();
            duplicates?.Trail.Key(name);
            var value = ReadValue(ref reader, duplicates);
            if (!result.TryAdd(name, value))
            {
                duplicates?.Paths.Add(duplicates.Trail.Path());
                result[name] = value;
            }

            duplicates?.Trail.Back();
        }

        return result;
    }

    private static JsonArray ReadArray(ref Utf8JsonReader reader, Duplicates? duplicates)
    {
        var result = new JsonArray();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            duplicates?.Trail.Index(result.Count);
            result.Add(ReadValue(ref reader, duplicates));
            duplicates?.Trail.Back();
        }

        return result;
    }

    // One that is written back as it came; -0, fractions, exponents and what is longer keep their text.
    private static bool IsPlainWhole(ReadOnlySpan<byte> number) =>
        number.Length is > 0 and <= 18 && (number[0] != '-' || (number.Length > 1 && number[1] != '0')) && number[1..].IndexOfAnyExceptInRange((byte)'0', (byte)'9') < 0;

    /// <summary>The same few names stand in all objects.</summary>
    private static string Name(ref Utf8JsonReader reader)
    {
        var utf8 = reader.ValueSpan;
        if (reader.ValueIsEscaped || utf8.Length is 0 or > LongestKnownName)
            return Text(ref reader);
        ref var known = ref KnownNames[(utf8.Length * 31 + utf8[0] * 7 + utf8[utf8.Length / 2] * 13 + utf8[^1]) & (KnownNames.Length - 1)];
        var name = Volatile.Read(ref known);
        if (name is not null && Ascii.Equals(utf8, name))
            return name;
        name = Text(ref reader);
        Volatile.Write(ref known, name);
        return name;
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

    /// <summary>What collects keys that came twice.</summary>
    private sealed record Duplicates(List<string> Paths)
    {
        public Trail Trail { get; } = new();
    }
}
