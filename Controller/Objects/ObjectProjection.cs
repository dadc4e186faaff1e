using System.Buffers;
using System.Text.Json;
using Controller.Json;
using Shared.Contracts.Names;

namespace Controller.Objects;

/// <summary>Wire bytes of an object of one of our kinds to its record. The specification is not looked into: a poisoned one must not stop a list.</summary>
public static class ObjectProjection
{
    /// <exception cref="JsonException">Not JSON, or without name or UID.</exception>
    public static T Read<T>(ReadOnlySpan<byte> json) where T : ObjectRecord, new()
    {
        ObjectRecord record = new T();
        var kept = new ArrayBufferWriter<byte>(json.Length);
        using var writer = new Utf8JsonWriter(kept, new JsonWriterOptions { MaxDepth = JsonPiece.MaxDepth, SkipValidation = true });
        var reader = JsonPiece.Reader(json);

        writer.WriteStartObject();
        while (JsonPiece.NextMember(ref reader))
        {
            if (reader.ValueTextEquals("status"u8))
            {
                var status = Value(json, ref reader);
                record = record with { StatusJson = status is [(byte)'{', ..] ? status.ToArray() : default };
            }
            else if (reader.ValueTextEquals("metadata"u8))
            {
                writer.WritePropertyName("metadata"u8);
                record = ReadMetadata(json, ref reader, writer, record);
            }
            else
            {
                Copy(json, ref reader, writer);
            }
        }

        writer.WriteEndObject();
        writer.Flush();
        return record is { Name.Length: > 0, Uid.Length: > 0 }
            ? (T)(record with { Json = kept.WrittenSpan.ToArray() })
            : throw new JsonException($"This is not a {record.Kind}: it has no name or no UID.");
    }

    private static ObjectRecord ReadMetadata(ReadOnlySpan<byte> json, ref Utf8JsonReader reader, Utf8JsonWriter writer, ObjectRecord record)
    {
        writer.WriteStartObject();
        if (JsonPiece.EntersObject(ref reader))
        {
            while (JsonPiece.NextMember(ref reader))
            {
                if (reader.ValueTextEquals("managedFields"u8))
                {
                    JsonPiece.SkipValue(ref reader);
                    continue;
                }

                // A second reader looks at the value; this one copies it.
                var member = reader;
                record = ReadMember(ref member, record);
                Copy(json, ref reader, writer);
            }
        }

        writer.WriteEndObject();
        return record;
    }

    private static ObjectRecord ReadMember(ref Utf8JsonReader reader, ObjectRecord record) =>
        reader.ValueTextEquals("name"u8) ? record with { Name = JsonPiece.Text(ref reader) ?? "" }
        : reader.ValueTextEquals("namespace"u8) ? record with { Namespace = JsonPiece.Text(ref reader) ?? "" }
        : reader.ValueTextEquals("uid"u8) ? record with { Uid = JsonPiece.Text(ref reader) ?? "" }
        : reader.ValueTextEquals("resourceVersion"u8) ? record with { ResourceVersion = JsonPiece.Text(ref reader) ?? "" }
        : reader.ValueTextEquals("generation"u8) ? record with { Generation = JsonPiece.Number(ref reader) ?? 0 }
        : reader.ValueTextEquals("creationTimestamp"u8) ? record with { CreatedAt = JsonPiece.Instant(ref reader) ?? default }
        : reader.ValueTextEquals("deletionTimestamp"u8) ? record with { IsBeingDeleted = JsonPiece.Instant(ref reader) is not null }
        : reader.ValueTextEquals("labels"u8) ? record with { ScheduleName = ReadLabel(ref reader) }
        : record;

    private static string? ReadLabel(ref Utf8JsonReader reader)
    {
        string? schedule = null;
        if (JsonPiece.EntersObject(ref reader))
        {
            while (JsonPiece.NextMember(ref reader))
            {
                if (reader.ValueTextEquals(Labels.ScheduledAppName))
                    schedule = JsonPiece.Text(ref reader);
                else
                    JsonPiece.SkipValue(ref reader);
            }
        }

        return schedule;
    }

    private static void Copy(ReadOnlySpan<byte> json, ref Utf8JsonReader reader, Utf8JsonWriter writer)
    {
        writer.WritePropertyName(reader.GetString()!);
        writer.WriteRawValue(Value(json, ref reader), skipInputValidation: true);
    }

    private static ReadOnlySpan<byte> Value(ReadOnlySpan<byte> json, ref Utf8JsonReader reader)
    {
        _ = reader.Read();
        var start = (int)reader.TokenStartIndex;
        reader.Skip();
        return json[start..(int)reader.BytesConsumed];
    }
}
