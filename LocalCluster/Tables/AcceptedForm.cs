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

/// <summary>The first form of an <c>Accept</c> header that can be served.</summary>
internal sealed record AcceptedForm(ObjectFormKind Kind)
{
    public static AcceptedForm Read(string accept)
    {
        if (accept.Length == 0)
            return new AcceptedForm(ObjectFormKind.Object);
        foreach (var offer in accept.Split(','))
        {
            var parts = offer.Split(';').Select(part => part.Trim()).ToArray();
            if (parts[0] is not ("application/json" or "*/*" or "application/*"))
                continue;
            var parameters = parts[1..].Select(part => part.Split('=', 2)).Where(pair => pair.Length == 2).ToDictionary(pair => pair[0], pair => pair[1]);
            switch (parameters.GetValueOrDefault("as"))
            {
                case null:
                    return new AcceptedForm(ObjectFormKind.Object);
                case "Table" when parameters.GetValueOrDefault("g") is "meta.k8s.io" && parameters.GetValueOrDefault("v") is "v1":
                    return new AcceptedForm(ObjectFormKind.Table);
                case "PartialObjectMetadata" or "PartialObjectMetadataList" when parameters.GetValueOrDefault("v") is "v1":
                    return new AcceptedForm(ObjectFormKind.Metadata);
            }
        }

        throw Refusals.NotAcceptable("application/json", "application/yaml", "application/vnd.kubernetes.protobuf");
    }

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
