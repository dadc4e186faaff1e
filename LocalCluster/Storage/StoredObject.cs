using System.Text.Json.Nodes;
using LocalCluster.Json;

namespace LocalCluster.Storage;

/// <summary>
/// One version of one object. Held as bytes, so that nobody can change it, and so that a get, a list and a watch send it without
/// serializing it again. Labels and selectable fields lie beside them, so that selectors need not parse.
/// </summary>
public sealed class StoredObject
{
    internal StoredObject(ObjectKey key, long revision, byte[] json, IReadOnlyDictionary<string, string> labels, IReadOnlyDictionary<string, string> fields, string uid)
    {
        Key = key;
        Revision = revision;
        Json = json;
        Labels = labels;
        Fields = fields;
        Uid = uid;
    }

    public ObjectKey Key { get; }

    /// <summary>The revision that wrote this version; also its <c>metadata.resourceVersion</c>.</summary>
    public long Revision { get; }

    /// <summary>UTF-8.</summary>
    public ReadOnlyMemory<byte> Json { get; }

    public IReadOnlyDictionary<string, string> Labels { get; }

    /// <summary>What field selectors may ask for, beyond name and namespace.</summary>
    public IReadOnlyDictionary<string, string> Fields { get; }

    public string Uid { get; }

    /// <summary>The same content under another revision.</summary>
    internal StoredObject At(long revision) => ObjectDraft.Again(this, revision).At(revision);

    /// <summary>A copy of the caller's own.</summary>
    public JsonObject ToJson() => (JsonObject)JsonReading.Parse(Json.Span)!;
}
