using System.Text.Json;
using System.Text.Json.Nodes;

namespace LocalCluster.Json;

/// <summary>Reads JSON into nodes at once: no lazy part is left that could fail or race later.</summary>
internal static class JsonReading
{
    private static readonly JsonReaderOptions Options = new() { MaxDepth = 200 };

    /// <summary>Parses one value. Of equal keys the last wins, as in a real server; <paramref name="duplicates"/> collects their paths.</summary>
    public static JsonNode? Parse(ReadOnlySpan<byte> utf8, List<string>? duplicates = null)
    {
        var reader = new Utf8JsonReader(utf8, Options);
        if (!reader.Read())
            throw new JsonException("unexpected end of JSON input");

        var node = ReadValue(ref reader, "", duplicates);
        if (reader.Read())
            throw new JsonException("invalid character after top-level value");
        return node;
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
                return JsonValue.Create(reader.GetString());
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
            var name = reader.GetString()!;
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
}
