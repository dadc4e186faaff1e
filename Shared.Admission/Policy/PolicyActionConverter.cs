using System.Text.Json;
using System.Text.Json.Serialization;

namespace Shared.Admission.Policy;

/// <summary>The words off, warn and deny. YAML reads a plain <c>off</c> as false, and means the same here.</summary>
internal sealed class PolicyActionConverter : JsonConverter<PolicyAction>
{
    public override PolicyAction Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.TokenType switch
    {
        JsonTokenType.False => PolicyAction.Off,
        JsonTokenType.String when Enum.TryParse<PolicyAction>(reader.GetString(), ignoreCase: true, out var action) && Enum.IsDefined(action) && !char.IsAsciiDigit(reader.GetString()![0]) => action,
        _ => throw new JsonException("expected off, warn or deny"),
    };

    public override void Write(Utf8JsonWriter writer, PolicyAction value, JsonSerializerOptions options) => writer.WriteStringValue(value.ToString().ToLowerInvariant());
}
