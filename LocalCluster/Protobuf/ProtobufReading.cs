using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;

namespace LocalCluster.Protobuf;

/// <summary>From a protobuf body (<c>k8s\0</c> and a runtime.Unknown) to the object that a JSON body would have given.</summary>
internal static class ProtobufReading
{
    private static readonly UTF8Encoding Strict = new(false, true);

    /// <summary>Null when the kind has no table.</summary>
    /// <exception cref="FormatException">The bytes are no such body.</exception>
    public static JsonObject? Parse(ReadOnlyMemory<byte> body)
    {
        if (!body.Span.StartsWith("k8s\0"u8))
            throw new FormatException("provided data does not appear to be a protobuf message, expected prefix [107 56 115 0]");
        var envelope = WireReader.Fields(body[4..]);
        var type = WireReader.Fields(Bytes(envelope, 1));
        var (apiVersion, kind) = (Text(Bytes(type, 1)), Text(Bytes(type, 2)));
        if (MessageTables.OfKind(apiVersion, kind) is not { } table)
            return null;
        var content = Message(Bytes(envelope, 2), table, kind);
        content["apiVersion"] = apiVersion;
        content["kind"] = kind;
        return content;
    }

    private static JsonObject Message(ReadOnlyMemory<byte> bytes, IReadOnlyDictionary<int, MessageField> table, string name)
    {
        var result = new JsonObject();
        foreach (var wire in WireReader.Fields(bytes))
        {
            var field = table.GetValueOrDefault(wire.Number)
                ?? throw new FormatException($"field {wire.Number} of {name} is not known here in protobuf; send the object as application/json");
            if (field.Type == "ignored")
                continue;
            if (field.IsMap)
                AddEntry(result, field, wire);
            else if (field.IsList)
                AddItem(result, field, wire);
            else if (Value(field, wire) is { } value && (field.IsPointer || !IsZero(value)))
                result[field.Name] = value;
            else
                _ = result.Remove(field.Name);
        }

        return result;
    }

    private static void AddItem(JsonObject result, MessageField field, WireField wire)
    {
        if (result[field.Name] is not JsonArray items)
            result[field.Name] = items = [];
        items.Add(Value(field, wire));
    }

    private static void AddEntry(JsonObject result, MessageField field, WireField wire)
    {
        if (result[field.Name] is not JsonObject entries)
            result[field.Name] = entries = [];
        var entry = WireReader.Fields(Payload(field, wire));
        entries[Text(Bytes(entry, 1))] = Value(field, new WireField(2, 0, Bytes(entry, 2)));
    }

    private static JsonNode? Value(MessageField field, WireField wire) => field.Type switch
    {
        "int" => JsonValue.Create((long)Number(field, wire)),
        "bool" => JsonValue.Create(Number(field, wire) != 0),
        "string" => JsonValue.Create(Text(Payload(field, wire))),
        "bytes" => JsonValue.Create(Convert.ToBase64String(Payload(field, wire).Span)),
        "Quantity" => JsonValue.Create(Text(Bytes(WireReader.Fields(Payload(field, wire)), 1))),
        "Time" => Time(WireReader.Fields(Payload(field, wire))),
        "IntOrString" => IntOrText(WireReader.Fields(Payload(field, wire))),
        var message => Message(Payload(field, wire), MessageTables.OfMessage(message), message),
    };

    private static JsonValue? Time(List<WireField> fields)
    {
        if (fields.Count == 0)
            return null;
        var seconds = (long)Integer(fields, 1);
        if (seconds < DateTimeOffset.MinValue.ToUnixTimeSeconds() || seconds > DateTimeOffset.MaxValue.ToUnixTimeSeconds())
            throw new FormatException($"a time of {seconds} seconds is out of range");
        return JsonValue.Create(DateTimeOffset.FromUnixTimeSeconds(seconds).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture));
    }

    private static JsonValue IntOrText(List<WireField> fields) =>
        Integer(fields, 1) == 0 ? JsonValue.Create((long)Integer(fields, 2)) : JsonValue.Create(Text(Bytes(fields, 3)));

    private static bool IsZero(JsonNode value) => value switch
    {
        JsonObject members => members.Count == 0,
        JsonValue scalar when scalar.TryGetValue<string>(out var text) => text.Length == 0,
        JsonValue scalar when scalar.TryGetValue<bool>(out var flag) => !flag,
        JsonValue scalar when scalar.TryGetValue<long>(out var number) => number == 0,
        _ => false,
    };

    private static ulong Number(MessageField field, WireField wire) =>
        wire.Bytes is null ? wire.Value : throw new FormatException($"proto: wrong wireType = 2 for field {field.Name}");

    private static ReadOnlyMemory<byte> Payload(MessageField field, WireField wire) =>
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
