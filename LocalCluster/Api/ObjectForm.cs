using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using LocalCluster.Json;
using LocalCluster.Kinds;
using LocalCluster.Storage;
using LocalCluster.Types;

namespace LocalCluster.Api;

/// <summary>The ways an object is written down: canonical, as stored, as served, as an element of a list.</summary>
internal static class ObjectForm
{
    private static readonly byte[] Open = "{"u8.ToArray();

    private static readonly string[] Head = ["kind", "apiVersion", "metadata"];

    /// <summary>
    /// Kind, apiVersion and metadata first, so that a list can cut them off without parsing; a built-in kind as its type writes it.
    /// Changes and returns <paramref name="content"/>.
    /// </summary>
    public static JsonObject Canonical(ResourceKind kind, JsonObject content)
    {
        content["kind"] = kind.Kind;
        content["apiVersion"] = kind.ApiVersion;
        if (kind.Type is { } type)
            return TypedReading.Read(type, content, out _);
        _ = TypedReading.ReadPart(ApiTypes.ObjectMeta, content.Ensure("metadata"), "metadata", out _);
        if (Head.Index().All(head => content.GetAt(head.Index).Key == head.Item))
            return content;

        var members = content.ToList();
        content.Clear();
        foreach (var (name, value) in members.OrderBy(member => Array.IndexOf(Head, member.Key) is >= 0 and var place ? place : Head.Length))
            content.Add(name, value);
        return content;
    }

    public static JsonObject Served(ResourceKind kind, StoredObject stored) =>
        kind.FromStored is { } convert ? convert(stored.ToJson()) : stored.ToJson();

    public static ReadOnlyMemory<byte> ServedBytes(ResourceKind kind, StoredObject stored) =>
        kind.FromStored is null ? stored.Json : Canonical(kind, Served(kind, stored)).ToUtf8();

    public static JsonObject ToStore(ResourceKind kind, JsonObject content) =>
        kind.ToStored is { } convert ? convert(content.Clone()) : content;

    /// <summary>Elements of built-in lists do not repeat kind and apiVersion.</summary>
    public static IEnumerable<ReadOnlyMemory<byte>> ListElement(ResourceKind kind, StoredObject stored)
    {
        var bytes = ServedBytes(kind, stored);
        if (kind.IsCustom)
            return [bytes];
        var prefix = Encoding.UTF8.GetByteCount($"{{\"kind\":\"{kind.Kind}\",\"apiVersion\":\"{kind.ApiVersion}\",");
        return [Open, bytes[prefix..]];
    }

    /// <summary>What field selectors can ask, beside name and namespace, read once when the object is stored; null: nothing.</summary>
    public static Dictionary<string, string>? Fields(ResourceKind kind, JsonObject content)
    {
        if (kind.Rules.Fields.IsEmpty)
            return null;
        var fields = new Dictionary<string, string>(kind.Rules.Fields.Length, StringComparer.Ordinal);
        foreach (var field in kind.Rules.Fields)
        {
            fields[field.From] = content.At(field.Steps) switch
            {
                null => field.Absent,
                JsonValue value when value.GetValueKind() is JsonValueKind.String => value.AsText()!,
                var other => other.ToText(),
            };
        }

        return fields;
    }
}
