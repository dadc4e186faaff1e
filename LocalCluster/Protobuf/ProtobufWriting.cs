using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using LocalCluster.Json;
using LocalCluster.Types;
using ValueType = LocalCluster.Types.ValueType;

namespace LocalCluster.Protobuf;

/// <summary>From an object of a built-in kind to protobuf (<c>k8s\0</c> and a runtime.Unknown).</summary>
internal static class ProtobufWriting
{
    /// <summary>Null when the kind is neither built in nor a list of such a kind.</summary>
    public static byte[]? Write(JsonObject o)
    {
        var (apiVersion, kind) = (o.TextAt("apiVersion") ?? "", o.TextAt("kind") ?? "");
        var content = ApiTypes.OfKind(apiVersion, kind) is { } type ? Message(type, o)
            : kind.EndsWith("List", StringComparison.Ordinal) && ApiTypes.OfKind(apiVersion, kind[..^4]) is { } element ? List(element, o)
            : null;
        if (content is null)
            return null;
        var envelope = new WireWriter();
        var meta = new WireWriter();
        meta.Text(1, apiVersion);
        meta.Text(2, kind);
        envelope.Bytes(1, meta.ToArray());
        envelope.Bytes(2, content);
        envelope.Text(3, "");
        envelope.Text(4, "");
        return [.. "k8s\0"u8, .. envelope.ToArray()];
    }

    private static byte[] List(ApiType element, JsonObject list)
    {
        var writer = new WireWriter();
        writer.Bytes(1, Message(ApiTypes.Named("meta.v1.ListMeta"), list.ObjectAt("metadata") ?? []));
        foreach (var item in list["items"].Objects())
            writer.Bytes(2, Message(element, item));
        return writer.ToArray();
    }

    // As the generated code of a real server: fields by number; what is no pointer is written even when it is zero.
    private static byte[] Message(ApiType type, JsonObject o)
    {
        var writer = new WireWriter();
        foreach (var field in type.Declared.Where(field => field.Number > 0).OrderBy(field => field.Number))
        {
            if (field.Name is null)
                writer.Bytes(field.Number, Message(field.Type.Struct!.Value, o));
            else if (field.Type.Form is ValueForm.List)
            {
                foreach (var element in o[field.Name] as JsonArray ?? [])
                    Value(writer, field.Number, field.Type.Element!, element);
            }
            else if (field.Type.Form is ValueForm.Map)
            {
                foreach (var (key, value) in (o[field.Name] as JsonObject ?? []).OrderBy(pair => pair.Key, StringComparer.Ordinal))
                    Entry(writer, field, key, value);
            }
            else if (o[field.Name] is { } value || !field.Type.IsPointer)
                Value(writer, field.Number, field.Type, o[field.Name]);
        }

        return writer.ToArray();
    }

    private static void Entry(WireWriter writer, ApiField field, string key, JsonNode? value)
    {
        var entry = new WireWriter();
        entry.Text(1, key);
        Value(entry, 2, field.Type.Element!, value);
        writer.Bytes(field.Number, entry.ToArray());
    }

    private static void Value(WireWriter writer, int number, ValueType type, JsonNode? value)
    {
        switch (type.Form)
        {
            case ValueForm.Text or ValueForm.Duration:
                writer.Text(number, value.AsText() ?? "");
                break;
            case ValueForm.Whole:
                writer.Number(number, (ulong)(value.AsNumber() ?? 0));
                break;
            case ValueForm.Flag:
                writer.Number(number, value?.GetValueKind() is System.Text.Json.JsonValueKind.True ? 1UL : 0UL);
                break;
            case ValueForm.Bytes:
                if (value.AsText() is { } base64)
                    writer.Bytes(number, Convert.FromBase64String(base64));
                break;
            case ValueForm.Struct:
                writer.Bytes(number, Message(type.Struct!.Value, value as JsonObject ?? []));
                break;
            case ValueForm.Quantity:
                var quantity = new WireWriter();
                quantity.Text(1, value.AsText() ?? "0");
                writer.Bytes(number, quantity.ToArray());
                break;
            case ValueForm.Time or ValueForm.MicroTime:
                writer.Bytes(number, Time(value));
                break;
            case ValueForm.IntOrText:
                var either = new WireWriter();
                either.Number(1, value.AsText() is null ? 0UL : 1UL);
                either.Number(2, (ulong)(value.AsNumber() ?? 0));
                either.Text(3, value.AsText() ?? "");
                writer.Bytes(number, either.ToArray());
                break;
            case ValueForm.Object:
                var raw = new WireWriter();
                raw.Bytes(1, value?.ToUtf8() ?? []);
                writer.Bytes(number, raw.ToArray());
                break;
            case ValueForm.List:
                var inner = new WireWriter();
                foreach (var element in value as JsonArray ?? [])
                    Value(inner, 1, type.Element!, element);
                writer.Bytes(number, inner.ToArray());
                break;
            default:
                throw new NotSupportedException(string.Create(CultureInfo.InvariantCulture, $"field {number} of form {type.Form} has no protobuf"));
        }
    }

    private static byte[] Time(JsonNode? value)
    {
        var writer = new WireWriter();
        if (Times.Parse(value.AsText()) is not { } time)
            return [];
        writer.Number(1, (ulong)time.ToUnixTimeSeconds());
        writer.Number(2, (ulong)(time.Ticks % TimeSpan.TicksPerSecond * 100));
        return writer.ToArray();
    }
}

/// <summary>Builds a message field by field.</summary>
internal sealed class WireWriter
{
    private readonly List<byte> _bytes = [];

    public void Number(int field, ulong value)
    {
        Varint((ulong)field << 3);
        Varint(value);
    }

    public void Text(int field, string value) => Bytes(field, Encoding.UTF8.GetBytes(value));

    public void Bytes(int field, byte[] value)
    {
        Varint(((ulong)field << 3) | 2);
        Varint((ulong)value.Length);
        _bytes.AddRange(value);
    }

    public byte[] ToArray() => [.. _bytes];

    private void Varint(ulong value)
    {
        for (; value >= 0x80; value >>= 7)
            _bytes.Add((byte)(value | 0x80));
        _bytes.Add((byte)value);
    }
}
