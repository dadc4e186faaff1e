using System.Text.Json;
using Controller.Json;

namespace Controller.Objects;

/// <summary>The UID in the answer to a creation, without a look at the rest.</summary>
internal static class ObjectUid
{
    /// <summary>Null when there is none.</summary>
    /// <exception cref="JsonException">Not JSON.</exception>
    public static string? Of(ReadOnlySpan<byte> json)
    {
        var reader = JsonPiece.Reader(json);
        while (JsonPiece.NextMember(ref reader))
        {
            if (!reader.ValueTextEquals("metadata"u8))
            {
                JsonPiece.SkipValue(ref reader);
                continue;
            }

            return JsonPiece.EntersObject(ref reader) ? OfMetadata(ref reader) : null;
        }

        return null;
    }

    private static string? OfMetadata(ref Utf8JsonReader reader)
    {
        while (JsonPiece.NextMember(ref reader))
        {
            if (reader.ValueTextEquals("uid"u8))
                return JsonPiece.Text(ref reader);
            JsonPiece.SkipValue(ref reader);
        }

        return null;
    }
}
