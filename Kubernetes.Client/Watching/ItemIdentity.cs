using System.Text.Json;

namespace Kubernetes.Client.Watching;

/// <summary>What every object says of itself, read without decoding the rest: also of objects that cannot be decoded.</summary>
internal readonly record struct ItemIdentity(ObjectKey Key, string Uid, string ResourceVersion)
{
    /// <summary>Deeper than any tenant can nest within the size limit of an object; the reader does not recurse.</summary>
    internal static readonly JsonReaderOptions AnyDepth = new() { MaxDepth = 4 << 20 };

    /// <exception cref="FormatException">Not JSON, or without metadata.</exception>
    public static ItemIdentity Of(ReadOnlySpan<byte> json)
    {
        try
        {
            var reader = new Utf8JsonReader(json, AnyDepth);
            _ = reader.Read();
            return Find(ref reader);
        }
        catch (Exception broken) when (broken is JsonException or InvalidOperationException)
        {
            throw new FormatException($"an object that is no JSON object with metadata ({broken.Message})", broken);
        }
    }

    private static ItemIdentity Find(ref Utf8JsonReader reader)
    {
        while (reader.Read() && reader.TokenType is JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("metadata"u8))
            {
                _ = reader.Read();
                return Metadata(ref reader);
            }

            _ = reader.Read();
            reader.Skip();
        }

        throw new FormatException("an object without metadata");
    }

    private static ItemIdentity Metadata(ref Utf8JsonReader reader)
    {
        var (@namespace, name, uid, version) = ("", "", "", "");
        while (reader.Read() && reader.TokenType is JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("namespace"u8))
                @namespace = Text(ref reader);
            else if (reader.ValueTextEquals("name"u8))
                name = Text(ref reader);
            else if (reader.ValueTextEquals("uid"u8))
                uid = Text(ref reader);
            else if (reader.ValueTextEquals("resourceVersion"u8))
                version = Text(ref reader);
            else
                _ = reader.Read();
            reader.Skip();
        }

        return new ItemIdentity(new ObjectKey(@namespace, name), uid, version);
    }

    private static string Text(ref Utf8JsonReader reader)
    {
        _ = reader.Read();
        return reader.TokenType is JsonTokenType.String ? reader.GetString()! : "";
    }
}
