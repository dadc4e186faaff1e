using System.Text.Json;
using System.Text.Json.Serialization;
using Shared.Contracts.Core;

namespace Shared.Contracts.Serialization;

/// <summary>Keeps the text of a quantity, and whether it was a JSON string or number.</summary>
public sealed class QuantityConverter : JsonConverter<Quantity>
{
    public override Quantity Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType switch
        {
            JsonTokenType.String => new Quantity(reader.GetString()!),
            JsonTokenType.Number => new Quantity(JsonNumberText.Of(ref reader), wasNumber: true),
            _ => throw new JsonException("expected a quantity such as \"512Mi\", \"500m\" or 2"),
        };

    public override void Write(Utf8JsonWriter writer, Quantity value, JsonSerializerOptions options)
    {
        if (value.WasNumber)
            writer.WriteRawValue(value.Text);
        else
            writer.WriteStringValue(value.Text);
    }
}
