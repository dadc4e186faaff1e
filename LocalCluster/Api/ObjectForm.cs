using System.Collections.Immutable;
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

    /// <summary>Kind, apiVersion and metadata first, so that a list can cut them off without parsing; a built-in kind as its type writes it.</summary>
    public static JsonObject Canonical(ResourceKind kind, JsonObject content)
    {
        if (kind.Type is { } type)
        {
            content["kind"] = kind.Kind;
            content["apiVersion"] = kind.ApiVersion;
            return TypedReading.Read(type, content, out _);
        }

        var result = new JsonObject { ["kind"] = kind.Kind, ["apiVersion"] = kind.ApiVersion };
        result["metadata"] = TypedReading.ReadPart(ApiTypes.ObjectMeta, content.ObjectAt("metadata") ?? [], "metadata", out _);
        foreach (var (name, value) in content.ToList())
        {
            if (name is "kind" or "apiVersion" or "metadata")
                continue;
            _ = content.Remove(name);
            result[name] = value;
        }

        return result;
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

    /// <summary>What field selectors can ask, beside name and namespace, read once when the object is stored.</summary>
    public static ImmutableDictionary<string, string> Fields(ResourceKind kind, JsonObject content)
    {
        if (kind.Rules.Fields.IsEmpty)
            return ImmutableDictionary<string, string>.Empty;
        var fields = ImmutableDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        foreach (var field in kind.Rules.Fields)
        {
            var source = field.Source ?? field.Path;
            fields[source] = content.At(source.Split('.')) switch
            {
                null => field.Absent,
                JsonValue value when value.GetValueKind() is JsonValueKind.String => value.AsText()!,
                var other => other.ToText(),
            };
        }

        return fields.ToImmutable();
    }
}
