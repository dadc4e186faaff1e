using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using LocalCluster.Errors;
using LocalCluster.Json;
using LocalCluster.Kinds;
using LocalCluster.Protobuf;
using LocalCluster.Types;

namespace LocalCluster.Api;

/// <summary>From the bytes of a request to an object of its kind.</summary>
internal static class BodyDecoding
{
    /// <summary>The line of the scheme that is named in every sentence about an unknown kind.</summary>
    public const string Scheme = "pkg/runtime/scheme.go:111";

    // How much of a body is shown in a sentence about it.
    private const int Shown = 30;

    private const string Envelope = "Go value of type struct { APIVersion string \"json:\\\"apiVersion,omitempty\\\"\"; Kind string \"json:\\\"kind,omitempty\\\"\" }";

    private static readonly string[] Accepted = ["application/json", "application/yaml", "application/vnd.kubernetes.protobuf"];

    /// <summary>Parses and checks kind and version; drops what the kind does not know, and warns or refuses as <c>fieldValidation</c> says.</summary>
    public static JsonObject Decode(ApiRequest request, ResourceKind kind)
    {
        var duplicates = new List<string>();
        var content = Read(request, kind, duplicates);
        CheckKind(request, kind, content);
        return FieldChecks.OfBody(request, kind, content, duplicates);
    }

    /// <summary>In what form the body is; one without a name is JSON.</summary>
    public static string MediaType(ApiRequest request)
    {
        var mediaType = request.ContentType.Split(';')[0].Trim().ToLowerInvariant();
        return mediaType is "" ? Accepted[0] : Accepted.Contains(mediaType) ? mediaType : throw Refusals.UnsupportedMediaType(Accepted);
    }

    private static JsonObject Read(ApiRequest request, ResourceKind kind, List<string> duplicates)
    {
        var mediaType = MediaType(request);
        if (mediaType is "application/vnd.kubernetes.protobuf")
            return ReadProtobuf(request, kind);
        try
        {
            var node = mediaType is "application/yaml" ? ReadYaml(request, duplicates) : ReadJson(request, duplicates);
            if (node is null)
                return [];
            return node as JsonObject ?? throw Unrecognized(request, kind, NotAnEnvelope(node));
        }
        catch (JsonException e)
        {
            throw Unrecognized(request, kind, ParseError(e.Message));
        }
    }

    private static JsonNode? ReadJson(ApiRequest request, List<string> duplicates)
    {
        var fields = new List<string>();
        var node = JsonReading.Parse(request.Body.Span, fields);
        duplicates.AddRange(fields.Select(field => $"duplicate field \"{field}\""));
        return node;
    }

    private static JsonNode? ReadYaml(ApiRequest request, List<string> duplicates)
    {
        var lines = new List<string>();
        var node = YamlReading.Parse(request.Body.Span, lines);
        if (lines.Count > 0)
            duplicates.Add($"yaml: unmarshal errors:\n{string.Join("\n", lines.Select(line => $"  {line}"))}");
        return node;
    }

    private static JsonObject ReadProtobuf(ApiRequest request, ResourceKind kind)
    {
        try
        {
            return ProtobufReading.Parse(request.Body) ?? throw Refusals.UnsupportedMediaType("application/json", "application/yaml");
        }
        catch (FormatException e)
        {
            throw Unrecognized(request, kind, e.Message);
        }
    }

    private static void CheckKind(ApiRequest request, ResourceKind kind, JsonObject content)
    {
        foreach (var field in new[] { "apiVersion", "kind" })
        {
            if (content[field] is { } value && value.AsText() is null)
                throw Unrecognized(request, kind, ParseError($"json: cannot unmarshal {GoKind(value)} into Go struct field .{field} of type string"));
        }

        var (apiVersion, name) = (content.TextAt("apiVersion") ?? "", content.TextAt("kind") ?? "");
        if (apiVersion.Count(c => c == '/') > 1)
            throw Unrecognized(request, kind, $"unexpected GroupVersion string: {apiVersion}");
        if (kind.Type is null)
            CheckCustom(request, kind, apiVersion, name);
        else
            CheckBuiltIn(kind, apiVersion.Length > 0 ? apiVersion : kind.ApiVersion, name.Length > 0 ? name : kind.Kind);
    }

    private static void CheckCustom(ApiRequest request, ResourceKind kind, string apiVersion, string name)
    {
        var body = Encoding.UTF8.GetString(request.Body.Span);
        if (name.Length == 0)
            throw Unrecognized(request, kind, $"Object 'Kind' is missing in '{body}'");
        if (apiVersion.Length == 0)
            throw NotHandled(kind, name, "", $"Object 'apiVersion' is missing in '{body}'");
        if (apiVersion != kind.ApiVersion)
            throw Refusals.BadRequest($"the API version in the data ({apiVersion}) does not match the expected API version ({kind.ApiVersion})");
        if (name != kind.Kind)
            throw Refusals.Invalid(kind, "", [Cause.Invalid("kind", name, $"must be {kind.Kind}")]);
    }

    // Absent ones are those of the path.
    private static void CheckBuiltIn(ResourceKind kind, string apiVersion, string name)
    {
        if (apiVersion == kind.ApiVersion && name == kind.Kind)
            return;
        var version = apiVersion[(apiVersion.IndexOf('/', StringComparison.Ordinal) + 1)..];
        throw NotHandled(kind, name, version, ApiTypes.OfKind(apiVersion, name) is { } other
            ? $"converting ({other.GoName}) to ({InternalPackage(kind)}.{kind.Kind}): unknown conversion"
            : $"no kind \"{name}\" is registered for version \"{apiVersion}\" in scheme \"{Scheme}\"");
    }

    public static Refusal NotHandled(ResourceKind kind, string given, string version, string why) =>
        Refusals.BadRequest($"{given} in version \"{version}\" cannot be handled as a {kind.Kind}: {why}");

    private static Refusal Unrecognized(ApiRequest request, ResourceKind kind, string why) =>
        Refusals.BadRequest($"the object provided is unrecognized (must be of type {kind.Kind}): {why} ({Summary(request.Body.Span)})");

    /// <summary>What is said of a value that holds no kind.</summary>
    public static string NotAnEnvelope(JsonNode value) => ParseError($"json: cannot unmarshal {GoKind(value)} into {Envelope}");

    private static string ParseError(string why) => $"couldn't get version/kind; json parse error: {why}";

    private static string Summary(ReadOnlySpan<byte> body)
    {
        if (body.IsEmpty)
            return "<empty>";
        var start = body[..Math.Min(body.Length, Shown)];
        var text = body[0] == '{' ? Encoding.UTF8.GetString(start) : Convert.ToHexString(start).ToLower(CultureInfo.InvariantCulture);
        return body.Length > Shown ? $"{text} ..." : text;
    }

    /// <summary>What a value is called in a sentence about it.</summary>
    public static string GoKind(JsonNode value) => value.GetValueKind() switch
    {
        JsonValueKind.Object => "object",
        JsonValueKind.Array => "array",
        JsonValueKind.String => "string",
        JsonValueKind.Number => "number",
        _ => "bool",
    };

    private static string InternalPackage(ResourceKind kind) => kind.Group is "" or "events.k8s.io" ? "core" : kind.Group.Split('.')[0];
}
