using System.Text.Json;

namespace Controller.Json;

/// <summary>Walks an object's wire bytes without building a document of them.</summary>
internal static class JsonPiece
{
    /// <summary>Deeper than any object that the API server stores, so that no object breaks a list for its depth.</summary>
    public const int MaxDepth = 512;

    public static Utf8JsonReader Reader(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = MaxDepth });
        _ = reader.Read();
        return reader;
    }

    /// <summary>Steps to the next member of the object that the reader is in; false at its end.</summary>
    public static bool NextMember(ref Utf8JsonReader reader) => reader.Read() && reader.TokenType is JsonTokenType.PropertyName;

    /// <summary>From a member's name to its value; true when it is an object, which the reader then is in. Anything else is skipped.</summary>
    public static bool EntersObject(ref Utf8JsonReader reader) => Enters(ref reader, JsonTokenType.StartObject);

    /// <summary>Likewise for a list.</summary>
    public static bool EntersList(ref Utf8JsonReader reader) => Enters(ref reader, JsonTokenType.StartArray);

    /// <summary>Steps to the next item that is an object; false at the list's end.</summary>
    public static bool NextObject(ref Utf8JsonReader reader)
    {
        while (reader.Read() && reader.TokenType is not JsonTokenType.EndArray)
        {
            if (reader.TokenType is JsonTokenType.StartObject)
                return true;
            reader.Skip();
        }

        return false;
    }

    /// <summary>From a member's name to its text; null when it is none.</summary>
    public static string? Text(ref Utf8JsonReader reader, int limit = int.MaxValue)
    {
        _ = reader.Read();
        if (reader.TokenType is JsonTokenType.String)
            return reader.GetString() is { } text ? text.Length > limit ? text[..limit] : text : null;
        reader.Skip();
        return null;
    }

    public static long? Number(ref Utf8JsonReader reader)
    {
        _ = reader.Read();
        if (reader.TokenType is JsonTokenType.Number && reader.TryGetInt64(out var number))
            return number;
        reader.Skip();
        return null;
    }

    public static DateTimeOffset? Instant(ref Utf8JsonReader reader)
    {
        _ = reader.Read();
        if (reader.TokenType is JsonTokenType.String && reader.TryGetDateTimeOffset(out var instant))
            return instant;
        reader.Skip();
        return null;
    }

    public static void SkipValue(ref Utf8JsonReader reader)
    {
        _ = reader.Read();
        reader.Skip();
    }

    private static bool Enters(ref Utf8JsonReader reader, JsonTokenType start)
    {
        _ = reader.Read();
        if (reader.TokenType == start)
            return true;
        reader.Skip();
        return false;
    }
}
