using System.Text.Json;

namespace Kubernetes.Client.Watching;

/// <summary>One line of a watch. <paramref name="Item"/> names the object, <paramref name="Object"/> is its JSON.</summary>
internal readonly record struct WatchEvent(WatchEventType Type, ItemIdentity Item, ReadOnlyMemory<byte> Object)
{
    /// <exception cref="FormatException">Not an event.</exception>
    public static WatchEvent Parse(ReadOnlyMemory<byte> line)
    {
        try
        {
            var (type, @object) = Split(line);
            return type switch
            {
                WatchEventType.Error => new WatchEvent(type, default, @object),
                _ when ItemIdentity.Of(@object.Span) is { ResourceVersion.Length: > 0 } item => new WatchEvent(type, item, @object),
                _ => throw new FormatException("an event whose object has no resource version"),
            };
        }
        catch (Exception broken) when (broken is JsonException or InvalidOperationException)
        {
            throw new FormatException($"a line that is no event ({broken.Message})", broken);
        }
    }

    private static (WatchEventType Type, ReadOnlyMemory<byte> Object) Split(ReadOnlyMemory<byte> line)
    {
        WatchEventType? type = null;
        ReadOnlyMemory<byte>? found = null;
        var reader = new Utf8JsonReader(line.Span, ItemIdentity.AnyDepth);
        _ = reader.Read();
        if (reader.TokenType is not JsonTokenType.StartObject)
            throw new FormatException("a line that is no JSON object");

        while (reader.Read() && reader.TokenType is JsonTokenType.PropertyName)
        {
            var (isType, isObject) = (reader.ValueTextEquals("type"u8), reader.ValueTextEquals("object"u8));
            _ = reader.Read();
            var start = (int)reader.TokenStartIndex;
            if (isType)
                type = TypeOf(ref reader);
            reader.Skip();
            if (isObject)
                found = line[start..(int)reader.BytesConsumed];
        }

        _ = reader.Read(); // What follows the object must be nothing.
        return (type ?? throw new FormatException("an event without type"), found ?? throw new FormatException("an event without object"));
    }

    private static WatchEventType TypeOf(ref Utf8JsonReader reader) => reader.GetString() switch
    {
        "ADDED" => WatchEventType.Added,
        "MODIFIED" => WatchEventType.Modified,
        "DELETED" => WatchEventType.Deleted,
        "BOOKMARK" => WatchEventType.Bookmark,
        "ERROR" => WatchEventType.Error,
        var other => throw new FormatException($"an event of unknown type '{other}'"),
    };
}

internal enum WatchEventType
{
    Added,
    Modified,
    Deleted,
    Bookmark,
    Error,
}
