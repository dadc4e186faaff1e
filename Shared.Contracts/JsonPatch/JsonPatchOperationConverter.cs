using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace Shared.Contracts.JsonPatch;

/// <summary>Writes the value of an addition even when it is null, and none for a removal: RFC 6902 tells the two apart.</summary>
public sealed class JsonPatchOperationConverter : JsonConverter<JsonPatchOperation>
{
    public override JsonPatchOperation Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        JsonNode.Parse(ref reader) is JsonObject members
        && members["op"] is JsonValue op && op.TryGetValue<string>(out var operation)
        && members["path"] is JsonValue pointer && pointer.TryGetValue<string>(out var path)
            ? new JsonPatchOperation(operation, path, members["value"]?.DeepClone())
            : throw new JsonException("expected an object with the texts 'op' and 'path'");

    public override void Write(Utf8JsonWriter writer, JsonPatchOperation value, JsonSerializerOptions options)
    {
        writer.WriteStartObject();
        writer.WriteString("op", value.Op);
        writer.WriteString("path", value.Path);
        if (value.Op != JsonPatchOperation.RemoveOp)
        {
            writer.WritePropertyName("value");
            if (value.Value is null)
                writer.WriteNullValue();
            else
                value.Value.WriteTo(writer);
        }

        writer.WriteEndObject();
    }
}
