using System.Text.Json;
using System.Text.Json.Serialization;
using Shared.Contracts.Core;

namespace Shared.Contracts.Serialization;

/// <summary>A JSON number is a number, a JSON string stays a text even when it holds digits.</summary>
public sealed class IntOrStringConverter : JsonConverter<IntOrString>
{
    public override IntOrString Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType switch
        {
            JsonTokenType.String => new IntOrString(reader.GetString()!),
            JsonTokenType.Number when reader.TryGetInt64(out var number) => new IntOrString(number),
            _ => throw new JsonException("expected a whole number or a text"),
        };

    public override void Write(Utf8JsonWriter writer, IntOrString value, JsonSerializerOptions options)
    {
        if (value.Number is { } number)
            writer.WriteNumberValue(number);
        else
            writer.WriteStringValue(value.ToString());
    }
}
