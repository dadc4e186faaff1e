using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using LocalCluster.Json;

namespace LocalCluster.Storage;

/// <summary>
/// An object that is written down but for its revision. Writing down is what costs, so it is done before the store's lock is taken,
/// with room for the digits of a revision that is near; under the lock they are put into their place. Good for one version only.
/// </summary>
internal sealed class ObjectDraft
{
    private static readonly Dictionary<string, string> Nothing = [];

    private readonly ObjectKey _key;
    private readonly byte[] _json;
    private readonly Range _slot;
    private readonly IReadOnlyDictionary<string, string> _labels;
    private readonly IReadOnlyDictionary<string, string> _fields;
    private readonly string _uid;

    private ObjectDraft(ObjectKey key, ReadOnlySpan<byte> json, IReadOnlyDictionary<string, string> labels, IReadOnlyDictionary<string, string> fields, string uid, long near)
    {
        _key = key;
        (_json, _slot) = WithRoom(json, RevisionSlot(json), Digits(near));
        _labels = labels;
        _fields = fields;
        _uid = uid;
    }

    /// <summary>Sets <c>metadata.resourceVersion</c> of <paramref name="content"/> to a place holder. <paramref name="near"/> is about what the revision will be.</summary>
    public static ObjectDraft Of(ObjectKey key, JsonObject content, IReadOnlyDictionary<string, string>? fields, StoredObject? before, long near)
    {
        var metadata = content.Ensure("metadata");
        metadata["resourceVersion"] = "";
        var labels = metadata["labels"] as JsonObject;
        return new ObjectDraft(
            key, JsonText.Write(content), before is not null && IsSame(before.Labels, labels) ? before.Labels : Labels(labels), fields ?? Nothing, metadata.TextAt("uid") ?? "", near);
    }

    /// <summary>The same content once more.</summary>
    public static ObjectDraft Again(StoredObject o, long near) => new(o.Key, o.Json.Span, o.Labels, o.Fields, o.Uid, near);

    public StoredObject At(long revision)
    {
        var (json, slot) = Digits(revision) == _slot.End.Value - _slot.Start.Value ? (_json, _slot) : WithRoom(_json, _slot, Digits(revision));
        _ = revision.TryFormat(json.AsSpan(slot), out _, provider: CultureInfo.InvariantCulture);
        return new StoredObject(_key, revision, json, _labels, _fields, _uid);
    }

    private static (byte[] Json, Range Slot) WithRoom(ReadOnlySpan<byte> json, Range slot, int digits)
    {
        var (start, end) = (slot.Start.Value, slot.End.Value);
        var result = GC.AllocateUninitializedArray<byte>(json.Length - (end - start) + digits);
        json[..start].CopyTo(result);
        json[end..].CopyTo(result.AsSpan(start + digits));
        return (result, start..(start + digits));
    }

    private static int Digits(long revision)
    {
        var digits = 1;
        for (; revision >= 10; revision /= 10)
            digits++;
        return digits;
    }

    private static bool IsSame(IReadOnlyDictionary<string, string> before, JsonObject? labels)
    {
        if (labels is null || labels.Count != before.Count)
            return labels is null && before.Count == 0;
        foreach (var (name, value) in labels)
        {
            if (!before.TryGetValue(name, out var known) || value.AsText() != known)
                return false;
        }

        return true;
    }

    private static Dictionary<string, string> Labels(JsonObject? labels)
    {
        if (labels is null or { Count: 0 })
            return Nothing;
        var result = new Dictionary<string, string>(labels.Count, StringComparer.Ordinal);
        foreach (var (name, value) in labels)
        {
            if (value.AsText() is { } text)
                result[name] = text;
        }

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
