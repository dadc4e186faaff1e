using System.Text.Json.Nodes;
using LocalCluster.Json;
using LocalCluster.Protobuf;

namespace LocalCluster.Discovery;

/// <summary>An OpenAPI v2 document in the protobuf of gnostic (<c>openapiv2/OpenAPIv2.proto</c>, which the numbers are from), the only form in which kubectl asks for it.</summary>
internal static class OpenApiV2Protobuf
{
    /// <summary>As kubectl accepts it.</summary>
    public const string Accepted = "application/com.github.proto-openapi.spec.v2@v1.0+protobuf";

    /// <summary>As it is answered: an at sign is no part of a media type.</summary>
    public const string ContentType = "application/com.github.proto-openapi.spec.v2.v1.0+protobuf";

    public static byte[] Write(JsonObject document)
    {
        var writer = new WireWriter();
        writer.Text(1, document.TextAt("swagger")!);
        var info = new WireWriter();
        info.Text(1, document.TextAt("info", "title")!);
        info.Text(2, document.TextAt("info", "version")!);
        writer.Bytes(2, info.ToArray());
        writer.Bytes(8, []);
        writer.Bytes(9, Named(document.ObjectAt("definitions")!));
        return writer.ToArray();
    }

    private static byte[] Named(JsonObject schemas)
    {
        var writer = new WireWriter();
        foreach (var (name, schema) in schemas)
        {
            var named = new WireWriter();
            named.Text(1, name);
            named.Bytes(2, Schema((JsonObject)schema!));
            writer.Bytes(1, named.ToArray());
        }

        return writer.ToArray();
    }

    private static byte[] Schema(JsonObject schema)
    {
        var writer = new WireWriter();
        foreach (var (number, name) in new[] { (1, "$ref"), (2, "format"), (4, "description") })
        {
            if (schema.TextAt(name) is { } text)
                writer.Text(number, text);
        }

        if (schema["default"] is { } value)
            writer.Bytes(5, Any(value));
        foreach (var required in schema["required"].Texts())
            writer.Text(19, required);
        if (schema.ObjectAt("additionalProperties") is { } values)
            writer.Bytes(21, One(Schema(values)));
        if (schema.TextAt("type") is { } type)
        {
            var types = new WireWriter();
            types.Text(1, type);
            writer.Bytes(22, types.ToArray());
        }

        if (schema.ObjectAt("items") is { } items)
            writer.Bytes(23, One(Schema(items)));
        if (schema.ObjectAt("properties") is { } properties)
            writer.Bytes(25, Named(properties));
        foreach (var (name, extension) in schema.Where(member => member.Key.StartsWith("x-", StringComparison.Ordinal) && member.Value is not null))
        {
            var named = new WireWriter();
            named.Text(1, name);
            named.Bytes(2, Any(extension!));
            writer.Bytes(31, named.ToArray());
        }

        return writer.ToArray();
    }

    private static byte[] One(byte[] schema)
    {
        var writer = new WireWriter();
        writer.Bytes(1, schema);
        return writer.ToArray();
    }

    // JSON is YAML.
    private static byte[] Any(JsonNode value)
    {
        var writer = new WireWriter();
        writer.Text(2, value.ToText());
        return writer.ToArray();
    }
}
