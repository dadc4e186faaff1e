using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Shared.Contracts.Serialization;

/// <summary>RFC 3339 in UTC with whole seconds, as <c>meta/v1 Time</c> is written; fractions are read and kept only in memory.</summary>
public sealed class KubernetesTimeConverter : JsonConverter<DateTimeOffset>
{
    public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        KubernetesTime.Read(ref reader);

    public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options) =>
        writer.WriteStringValue(KubernetesTime.Format(value));
}

/// <summary>RFC 3339 in UTC with six fractional digits, as <c>meta/v1 MicroTime</c> of Leases is written.</summary>
public sealed class MicroTimeConverter : JsonConverter<DateTimeOffset>
{
    public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        KubernetesTime.Read(ref reader);

    public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture));
}

/// <summary>Instants as Kubernetes writes them.</summary>
public static class KubernetesTime
{
    /// <summary>Such as <c>2026-03-01T12:00:00Z</c>.</summary>
    public static string Format(DateTimeOffset instant) =>
        instant.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    internal static DateTimeOffset Read(ref Utf8JsonReader reader) =>
        reader.TokenType is JsonTokenType.String && reader.TryGetDateTimeOffset(out var instant)
            ? instant
            : throw new JsonException("expected an instant such as \"2026-03-01T12:00:00Z\"");
}
