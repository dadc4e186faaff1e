using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using LocalCluster.Json;
using LocalCluster.Types;
using ValueType = LocalCluster.Types.ValueType;

namespace LocalCluster.Protobuf;

/// <summary>From a protobuf body (<c>k8s\0</c> and a runtime.Unknown) to the object that a JSON body would have given.</summary>
internal static class ProtobufReading
{
    private static readonly UTF8Encoding Strict = new(false, true);

    /// <summary>Null when the kind is not built in.</summary>
    /// <exception cref="FormatException">The bytes are no such body.</exception>
    public static JsonObject? Parse(ReadOnlyMemory<byte> body)
    {
        if (!body.Span.StartsWith("k8s\0"u8))
            throw new FormatException("provided data does not appear to be a protobuf message, expected prefix [107 56 115 0]");
        var envelope = WireReader.Fields(body[4..]);
        var type = WireReader.Fields(Bytes(envelope, 1));
        var (apiVersion, kind) = (Text(Bytes(type, 1)), Text(Bytes(type, 2)));
        if (ApiTypes.OfKind(apiVersion, kind) is not { } table)
            return null;
        var content = Message(Bytes(envelope, 2), table);
        content["apiVersion"] = apiVersion;
        content["kind"] = kind;
        return content;
    }

    private static JsonObject Message(ReadOnlyMemory<byte> bytes, ApiType type)
    {
        var result = new JsonObject();
        foreach (var wire in WireReader.Fields(bytes))
        {
            var field = type.ByNumber(wire.Number)
                ?? throw new FormatException($"field {wire.Number} of {type.Name} is not known here in protobuf; send the object as application/json");
            if (field.Name is null)
                Include(result, Message(Payload(field, wire), field.Type.Struct!.Value));
            else if (field.Type.Form is ValueForm.Map)
                AddEntry(result, field, wire);
            else if (field.Type.Form is ValueForm.List)
                AddItem(result, field, wire);
            else
                result[field.Name] = Value(field, field.Type, wire);
        }

        return result;
    }

    // A struct without a name in JSON is a message of its own on the wire.
    private static void Include(JsonObject result, JsonObject part)
    {
        foreach (var (name, value) in part.ToList())
        {
            _ = part.Remove(name);
            result[name] = value;
        }
    }

    private static void AddItem(JsonObject result, ApiField field, WireField wire)
    {
        if (result[field.Name!] is not JsonArray items)
            result[field.Name!] = items = [];
        items.Add(Value(field, field.Type.Element!, wire));
    }

    private static void AddEntry(JsonObject result, ApiField field, WireField wire)
    {
        if (result[field.Name!] is not JsonObject entries)
            result[field.Name!] = entries = [];
        var entry = WireReader.Fields(Payload(field, wire));
        entries[Text(Bytes(entry, 1))] = Value(field, field.Type.Element!, new WireField(2, 0, Bytes(entry, 2)));
    }

    private static JsonNode? Value(ApiField field, ValueType type, WireField wire) => type.Form switch
    {
        ValueForm.Whole => JsonValue.Create((long)Number(field, wire)),
        ValueForm.Flag => JsonValue.Create(Number(field, wire) != 0),
        ValueForm.Text => JsonValue.Create(Text(Payload(field, wire))),
        ValueForm.Bytes => JsonValue.Create(Convert.ToBase64String(Payload(field, wire).Span)),
        ValueForm.Quantity => JsonValue.Create(Text(Bytes(WireReader.Fields(Payload(field, wire)), 1))),
        ValueForm.Time or ValueForm.MicroTime => Time(WireReader.Fields(Payload(field, wire)), type.Form is ValueForm.MicroTime),
        ValueForm.IntOrText => IntOrText(WireReader.Fields(Payload(field, wire))),
        ValueForm.Struct => Message(Payload(field, wire), type.Struct!.Value),
        // A list in a list, or as the value of a map, is a message that holds it.
        ValueForm.List => new JsonArray([.. WireReader.Fields(Payload(field, wire)).Select(item => Value(field, type.Element!, item))]),
        ValueForm.Object => Raw(WireReader.Fields(Payload(field, wire))),
        _ => throw new FormatException($"field {wire.Number} ({field.Name}) cannot be read from protobuf here; send the object as application/json"),
    };

    private static JsonNode? Raw(List<WireField> fields)
    {
        try
        {
            return JsonReading.Parse(Bytes(fields, 1).Span);
        }
        catch (JsonException e)
        {
            throw new FormatException("a raw object is not JSON", e);
        }
    }

    private static JsonValue? Time(List<WireField> fields, bool isMicro)
    {
        if (fields.Count == 0)
            return null;
        var seconds = (long)Integer(fields, 1);
        if (seconds < DateTimeOffset.MinValue.ToUnixTimeSeconds() || seconds > DateTimeOffset.MaxValue.ToUnixTimeSeconds())
            throw new FormatException($"a time of {seconds} seconds is out of range");
        var time = DateTimeOffset.FromUnixTimeSeconds(seconds).AddTicks((long)(Integer(fields, 2) % 1_000_000_000) / 100);
        return JsonValue.Create(time.ToString(isMicro ? "yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'" : "yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture));
    }

    private static JsonValue IntOrText(List<WireField> fields) =>
        Integer(fields, 1) == 0 ? JsonValue.Create((long)Integer(fields, 2)) : JsonValue.Create(Text(Bytes(fields, 3)));

    private static ulong Number(ApiField field, WireField wire) =>
        wire.Bytes is null ? wire.Value : throw new FormatException($"proto: wrong wireType = 2 for field {field.Name}");

    private static ReadOnlyMemory<byte> Payload(ApiField field, WireField wire) =>
        wire.Bytes ?? throw new FormatException($"proto: wrong wireType = 0 for field {field.Name}");

    private static ReadOnlyMemory<byte> Bytes(List<WireField> fields, int number) => fields.FindLast(f => f.Number == number).Bytes ?? default;

    private static ulong Integer(List<WireField> fields, int number) => fields.FindLast(f => f.Number == number).Value;

    private static string Text(ReadOnlyMemory<byte> bytes)
    {
        try
        {
            return Strict.GetString(bytes.Span);
        }
        catch (DecoderFallbackException e)
        {
            throw new FormatException("a text is not valid UTF-8", e);
        }
    }
}
