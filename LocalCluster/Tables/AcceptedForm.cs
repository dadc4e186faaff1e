using System.Text.Json.Nodes;
using LocalCluster.Api;
using LocalCluster.Errors;
using LocalCluster.Json;
using LocalCluster.Kinds;

namespace LocalCluster.Tables;

/// <summary>How a client wants objects written.</summary>
internal enum ObjectFormKind
{
    Object,
    Table,
    Metadata,
}

/// <summary>How it is written down.</summary>
internal enum Encoding
{
    Json,
    Yaml,
    Protobuf,
}

/// <summary>The first form of an <c>Accept</c> header that can be served.</summary>
internal sealed record AcceptedForm(ObjectFormKind Kind, Encoding Encoding)
{
    private static readonly string[] Served = ["application/json", "application/yaml", "application/vnd.kubernetes.protobuf"];

    /// <param name="accept">The header; empty means JSON.</param>
    /// <param name="kind">Custom resources have no protobuf.</param>
    /// <param name="isStream">Streams are written in JSON only.</param>
    public static AcceptedForm Read(string accept, ResourceKind kind, bool isStream = false)
    {
        if (accept.Length == 0)
            return new AcceptedForm(ObjectFormKind.Object, Encoding.Json);
        var isKnown = false;
        foreach (var offer in accept.Split(','))
        {
            var parts = offer.Split(';').Select(part => part.Trim()).ToArray();
            if (EncodingOf(parts[0]) is not { } encoding)
                continue;
            isKnown = true;
            if ((encoding is Encoding.Protobuf && kind.IsCustom) || (encoding is not Encoding.Json && isStream))
                continue;
            var parameters = parts[1..].Select(part => part.Split('=', 2)).Where(pair => pair.Length == 2).ToDictionary(pair => pair[0], pair => pair[1]);
            switch (parameters.GetValueOrDefault("as"))
            {
                case null:
                    return new AcceptedForm(ObjectFormKind.Object, encoding);
                case "Table" when encoding is not Encoding.Protobuf && parameters.GetValueOrDefault("g") is "meta.k8s.io" && parameters.GetValueOrDefault("v") is "v1":
                    return new AcceptedForm(ObjectFormKind.Table, encoding);
                case "PartialObjectMetadata" or "PartialObjectMetadataList" when encoding is not Encoding.Protobuf && parameters.GetValueOrDefault("v") is "v1":
                    return new AcceptedForm(ObjectFormKind.Metadata, encoding);
            }
        }

        throw isKnown || kind.IsCustom ? Refusals.NotServed(Served) : Refusals.NotAcceptable(Served);
    }

    /// <summary>The encoding of a refusal: of the first offer that names one.</summary>
    public static Encoding ForRefusal(string accept) =>
        accept.Split(',').Select(offer => EncodingOf(offer.Split(';')[0].Trim())).FirstOrDefault(encoding => encoding is not null) ?? Encoding.Json;

    private static Encoding? EncodingOf(string mediaType) => mediaType switch
    {
        "application/json" or "*/*" or "application/*" => Encoding.Json,
        "application/yaml" => Encoding.Yaml,
        "application/vnd.kubernetes.protobuf" => Encoding.Protobuf,
        _ => null,
    };

    public JsonObject Convert(Cluster cluster, ApiRequest request, ResourceKind kind, JsonObject o, bool withColumns = true) => Kind is ObjectFormKind.Table
        ? TableDocuments.Of(cluster, kind, [o], new JsonObject { ["resourceVersion"] = o.At("metadata", "resourceVersion")?.DeepClone() }, Include(request), withColumns)
        : Partial(o);

    public JsonObject ConvertList(Cluster cluster, ApiRequest request, ResourceKind kind, IEnumerable<JsonObject> objects, JsonObject metadata) => Kind is ObjectFormKind.Table
        ? TableDocuments.Of(cluster, kind, objects, metadata, Include(request), withColumns: true)
        : new JsonObject
        {
            ["kind"] = "PartialObjectMetadataList",
            ["apiVersion"] = "meta.k8s.io/v1",
            ["metadata"] = metadata,
            ["items"] = new JsonArray([.. objects.Select(Partial)]),
        };

    private static string Include(ApiRequest request) => request.Query.Get("includeObject") switch
    {
        null or "" => "Metadata",
        "None" or "Metadata" or "Object" => request.Query.Get("includeObject")!,
        var other => throw Refusals.BadRequest($"Unable to convert to Table as requested: includeObject: Invalid value: \"{other}\": must be 'Metadata', 'Object', 'None', or empty"),
    };

    public static JsonObject Partial(JsonObject o) => new()
    {
        ["kind"] = "PartialObjectMetadata",
        ["apiVersion"] = "meta.k8s.io/v1",
        ["metadata"] = o["metadata"]?.DeepClone(),
    };
}
