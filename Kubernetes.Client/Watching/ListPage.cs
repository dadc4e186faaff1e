using System.Text.Json;

namespace Kubernetes.Client.Watching;

/// <summary>One page of a list, cut into its items without decoding them, so that one bad item spoils itself alone.</summary>
internal sealed record ListPage(string ResourceVersion, string? Continue, IReadOnlyList<ReadOnlyMemory<byte>> Items)
{
    /// <exception cref="FormatException">Not a list.</exception>
    public static ListPage Parse(ReadOnlyMemory<byte> body)
    {
        try
        {
            var (version, next) = ("", (string?)null);
            List<ReadOnlyMemory<byte>>? items = null;
            var reader = new Utf8JsonReader(body.Span, ItemIdentity.AnyDepth);
            _ = reader.Read();
            if (reader.TokenType is not JsonTokenType.StartObject)
                throw new FormatException("a list that is no JSON object");

            while (reader.Read() && reader.TokenType is JsonTokenType.PropertyName)
            {
                var (isMetadata, isItems) = (reader.ValueTextEquals("metadata"u8), reader.ValueTextEquals("items"u8));
                _ = reader.Read();
                if (isMetadata && reader.TokenType is JsonTokenType.StartObject)
                    (version, next) = Metadata(ref reader);
                else if (isItems)
                    items = Slice(ref reader, body);
                else
                    reader.Skip();
            }

            _ = reader.Read();
            return items is not null && version.Length > 0
                ? new ListPage(version, next, items)
                : throw new FormatException(items is null ? "a list without items" : "a list without a resource version");
        }
        catch (Exception broken) when (broken is JsonException or InvalidOperationException)
        {
            throw new FormatException($"a list that is broken JSON ({broken.Message})", broken);
        }
    }

    private static (string Version, string? Continue) Metadata(ref Utf8JsonReader reader)
    {
        var (version, next) = ("", (string?)null);
        while (reader.Read() && reader.TokenType is JsonTokenType.PropertyName)
        {
            var (isVersion, isContinue) = (reader.ValueTextEquals("resourceVersion"u8), reader.ValueTextEquals("continue"u8));
            _ = reader.Read();
            if (isVersion)
                version = reader.GetString() ?? "";
            else if (isContinue)
                next = reader.GetString() is { Length: > 0 } token ? token : null;
            else
                reader.Skip();
        }

        return (version, next);
    }

    // An empty list may be null.
    private static List<ReadOnlyMemory<byte>> Slice(ref Utf8JsonReader reader, ReadOnlyMemory<byte> body)
    {
        var items = new List<ReadOnlyMemory<byte>>();
        if (reader.TokenType is JsonTokenType.Null)
            return items;
        if (reader.TokenType is not JsonTokenType.StartArray)
            throw new FormatException("a list whose items are no array");

        while (reader.Read() && reader.TokenType is not JsonTokenType.EndArray)
        {
            var start = (int)reader.TokenStartIndex;
            reader.Skip();
            items.Add(body[start..(int)reader.BytesConsumed]);
        }

        return items;
    }
}
