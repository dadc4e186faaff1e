using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using LocalCluster.Json;

namespace LocalCluster.Storage;

/// <summary>
/// An object that is written down but for its revision. Writing down is what costs, so it is done before the store's lock is taken;
/// under the lock the revision is put into its place, which is a copy of bytes.
/// </summary>
internal sealed class ObjectDraft
{
    private readonly ObjectKey _key;
    private readonly byte[] _json;
    private readonly Range _slot;
    private readonly ImmutableDictionary<string, string> _labels;
    private readonly ImmutableDictionary<string, string> _fields;
    private readonly string _uid;

    /// <summary>Sets <c>metadata.resourceVersion</c> of <paramref name="content"/> to a place holder.</summary>
    public ObjectDraft(ObjectKey key, JsonObject content, ImmutableDictionary<string, string> fields)
    {
        var metadata = content.Ensure("metadata");
        metadata["resourceVersion"] = "";
        _key = key;
        _json = content.ToUtf8();
        _slot = RevisionSlot(_json);
        _labels = metadata["labels"] is JsonObject map
            ? map.Where(pair => pair.Value.AsText() is not null).ToImmutableDictionary(pair => pair.Key, pair => pair.Value.AsText()!)
            : ImmutableDictionary<string, string>.Empty;
        _fields = fields;
        _uid = metadata.TextAt("uid") ?? "";
    }

    public StoredObject At(long revision) => new(_key, revision, WithRevision(_json, _slot, revision), _labels, _fields, _uid);

    /// <summary>The same bytes under another revision.</summary>
    public static byte[] WithRevision(ReadOnlySpan<byte> json, long revision) => WithRevision(json, RevisionSlot(json), revision);

    private static byte[] WithRevision(ReadOnlySpan<byte> json, Range slot, long revision)
    {
        Span<byte> digits = stackalloc byte[20];
        _ = revision.TryFormat(digits, out var length, provider: CultureInfo.InvariantCulture);
        var (start, end) = (slot.Start.GetOffset(json.Length), slot.End.GetOffset(json.Length));
        var result = new byte[json.Length - (end - start) + length];
        json[..start].CopyTo(result);
        digits[..length].CopyTo(result.AsSpan(start));
        json[end..].CopyTo(result.AsSpan(start + length));
        return result;
    }

    /// <summary>Where the digits of <c>metadata.resourceVersion</c> stand, between their quotes.</summary>
    private static Range RevisionSlot(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json, JsonReading.Options);
        var inMetadata = false;
        while (reader.Read())
        {
            if (reader.TokenType is JsonTokenType.PropertyName && reader.CurrentDepth == 1)
                inMetadata = reader.ValueTextEquals("metadata"u8);
            else if (inMetadata && reader.TokenType is JsonTokenType.PropertyName && reader.CurrentDepth == 2 && reader.ValueTextEquals("resourceVersion"u8) && reader.Read())
                return ((int)reader.TokenStartIndex + 1)..((int)reader.TokenStartIndex + 1 + reader.ValueSpan.Length);
        }

        throw new InvalidOperationException($"An object has no metadata.resourceVersion: {Encoding.UTF8.GetString(json)}");
    }
}
