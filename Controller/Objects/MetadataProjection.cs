using System.Text.Json;
using Controller.Json;
using Shared.Contracts.Core;
using Shared.Contracts.Serialization;

namespace Controller.Objects;

/// <summary>Wire bytes of an object of any kind to its metadata. Nothing else is looked into, however large it is.</summary>
internal static class MetadataProjection
{
    /// <summary>Empty when there is none.</summary>
    /// <exception cref="JsonException">Not JSON.</exception>
    /// <exception cref="ContractsJsonException">A member of the metadata has the wrong type; names the path.</exception>
    public static ObjectMeta Read(ReadOnlySpan<byte> json)
    {
        var reader = JsonPiece.Reader(json);
        if (!EntersMetadata(ref reader))
            return new ObjectMeta();

        var start = (int)reader.TokenStartIndex;
        reader.Skip();
        return ContractsJson.Deserialize<ObjectMeta>(json[start..(int)reader.BytesConsumed]);
    }

    /// <summary>The UID alone, as in the answer to a creation; null when there is none.</summary>
    /// <exception cref="JsonException">Not JSON.</exception>
    public static string? Uid(ReadOnlySpan<byte> json)
    {
        var reader = JsonPiece.Reader(json);
        if (!EntersMetadata(ref reader))
            return null;

        while (JsonPiece.NextMember(ref reader))
        {
            if (reader.ValueTextEquals("uid"u8))
                return JsonPiece.Text(ref reader);
            JsonPiece.SkipValue(ref reader);
        }

        return null;
    }

    private static bool EntersMetadata(ref Utf8JsonReader reader)
    {
        while (JsonPiece.NextMember(ref reader))
        {
            if (!reader.ValueTextEquals("metadata"u8))
                JsonPiece.SkipValue(ref reader);
            else if (JsonPiece.EntersObject(ref reader))
                return true;
        }

        return false;
    }
}
