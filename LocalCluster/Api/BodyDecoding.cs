using System.Text.Json;
using System.Text.Json.Nodes;
using LocalCluster.Errors;
using LocalCluster.Json;
using LocalCluster.Kinds;
using LocalCluster.Protobuf;
using LocalCluster.Schemas;

namespace LocalCluster.Api;

/// <summary>From the bytes of a request to an object of its kind.</summary>
internal static class BodyDecoding
{
    private static readonly string[] Accepted = ["application/json", "application/yaml", "application/vnd.kubernetes.protobuf"];

    /// <summary>Parses and checks kind and version; prunes what the kind does not know, and warns or refuses as <c>fieldValidation</c> says.</summary>
    public static JsonObject Decode(ApiRequest request, ResourceKind kind)
    {
        var duplicates = new List<string>();
        var content = ReadObject(request, duplicates);
        CheckKind(content, kind);
        ApplyFieldValidation(request, kind, content, duplicates);
        return ObjectForm.Canonical(kind, content);
    }

    public static JsonObject ReadObject(ApiRequest request, List<string>? duplicates)
    {
        var mediaType = request.ContentType.Split(';')[0].Trim().ToLowerInvariant();
        if (mediaType is "application/vnd.kubernetes.protobuf")
            return ReadProtobuf(request);
        if (mediaType is not ("" or "application/json" or "application/yaml"))
            throw Refusals.UnsupportedMediaType(Accepted);
        try
        {
            var node = mediaType is "application/yaml" ? YamlReading.Parse(request.Body.Span) : JsonReading.Parse(request.Body.Span, duplicates);
            return node as JsonObject
                ?? throw Refusals.BadRequest("couldn't get version/kind; json parse error: json: cannot unmarshal into an object with apiVersion and kind");
        }
        catch (JsonException e)
        {
            throw Refusals.BadRequest($"couldn't get version/kind; json parse error: {Reason(e)}");
        }
    }

    private static JsonObject ReadProtobuf(ApiRequest request)
    {
        try
        {
            return ProtobufReading.Parse(request.Body) ?? throw Refusals.UnsupportedMediaType("application/json", "application/yaml");
        }
        catch (FormatException e)
        {
            throw Refusals.BadRequest($"couldn't get version/kind; protobuf parse error: {e.Message}");
        }
    }

    private static void CheckKind(JsonObject content, ResourceKind kind)
    {
        var (apiVersion, name) = (content.TextAt("apiVersion"), content.TextAt("kind"));
        // Absent ones are those of the path.
        if (apiVersion is { Length: > 0 } && apiVersion != kind.ApiVersion)
            throw Refusals.BadRequest($"the API version in the data ({apiVersion}) does not match the expected API version ({kind.ApiVersion})");
        if (name is { Length: > 0 } && name != kind.Kind)
            throw Refusals.BadRequest($"{name} in version \"{kind.Version}\" cannot be handled as a {kind.Kind}: no kind \"{name}\" is registered for version \"{kind.ApiVersion}\"");
        if (content["metadata"] is not (null or JsonObject))
            throw Refusals.BadRequest($"{kind.Kind} in version \"{kind.Version}\" cannot be handled as a {kind.Kind}: json: cannot unmarshal metadata into an object");
    }

    /// <summary>Reports unknown and duplicate fields, and removes the unknown ones.</summary>
    public static void ApplyFieldValidation(ApiRequest request, ResourceKind kind, JsonObject content, List<string> duplicates, bool isPatch = false)
    {
        var unknown = kind.Schema is { } schema ? SchemaPruning.Prune(schema, content) : [];
        unknown.AddRange(MetadataFields.Prune(content.ObjectAt("metadata")));
        var sentences = duplicates.Select(d => $"duplicate field \"{d}\"").Concat(unknown.Select(u => $"unknown field \"{u}\"")).ToList();
        if (sentences.Count == 0)
            return;
        switch (request.Query.Get("fieldValidation"))
        {
            case "Strict" when isPatch:
                throw Refusals.Invalid(kind, content.TextAt("metadata", "name") ?? "",
                    [new Cause("FieldValueInvalid", $"Invalid value: {content.ToText()}: strict decoding error: {string.Join(", ", sentences)}", "patch")]);
            case "Strict":
                throw Refusals.BadRequest($"{kind.Kind} in version \"{kind.Version}\" cannot be handled as a {kind.Kind}: strict decoding error: {string.Join(", ", sentences)}");
            case "Ignore":
                break;
            default:
                request.Warnings.AddRange(sentences);
                break;
        }
    }

    private static string Reason(JsonException e) => e.Message.Split(" LineNumber", 2)[0];
}
