using System.Security.Cryptography;
using System.Text.Json.Nodes;
using LocalCluster.Access;
using LocalCluster.Discovery;
using LocalCluster.Errors;
using LocalCluster.Json;

namespace LocalCluster.Api;

/// <summary>Everything that is no resource: discovery, OpenAPI, version, health.</summary>
internal sealed class PathDocuments(Cluster cluster, string address, AccessLog access)
{
    private const string Aggregated = "application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList";

    public ApiReply Answer(ApiRequest request)
    {
        if (request.Method is not ("GET" or "HEAD"))
            throw Refusals.MethodNotAllowed();
        var path = request.Path.TrimEnd('/');
        return path switch
        {
            "" => new JsonReply(200, Root()),
            "/version" => new JsonReply(200, ServerVersion.Document()),
            "/healthz" or "/livez" or "/readyz" => request.Query.All("verbose").Count > 0
                ? new TextReply(200, $"[+]ping ok\n[+]store ok\n{path[1..]} check passed\n") : new TextReply(200, "ok"),
            "/api" or "/apis" => Discovery(request, path),
            "/openapi/v2" => OpenApiV2(request),
            "/openapi/v3" => new TextReply(200, OpenApiDocuments.Index(cluster).ToText()),
            _ when path.StartsWith("/openapi/v3/", StringComparison.Ordinal) => OpenApi(path["/openapi/v3/".Length..]),
            "/_local/access" => new JsonReply(200, access.Document()),
            "/metrics" => throw Refusals.NotImplemented("metrics of the API server"),
            _ => Named(path),
        };
    }

    private JsonReply Discovery(ApiRequest request, string path)
    {
        var wantsAggregated = false;
        foreach (var offer in request.Accept.Split(','))
        {
            var compact = offer.Replace(" ", "", StringComparison.Ordinal);
            if (compact == Aggregated)
            {
                wantsAggregated = true;
                break;
            }

            if (compact is "" or "*/*" or "application/json" or "application/*")
                break;
            if (offer == request.Accept.Split(',')[^1])
                throw Refusals.NotAcceptable("application/json", "application/yaml", "application/vnd.kubernetes.protobuf");
        }

        var isCore = path == "/api";
        if (!wantsAggregated)
            return new JsonReply(200, isCore ? DiscoveryDocuments.Versions(address) : DiscoveryDocuments.Groups(cluster.Kinds));
        var document = DiscoveryDocuments.Aggregated(cluster.Kinds, isCore);
        return new JsonReply(200, document, Aggregated)
        {
            Headers = new() { ["ETag"] = $"\"{Convert.ToHexString(SHA512.HashData(document.ToUtf8()))}\"", ["Vary"] = "Accept" },
        };
    }

    private ApiReply OpenApi(string name) => name.Split('/') switch
    {
        ["api", var version] when cluster.Kinds.HasGroupVersion("", version) => new BytesReply(200, [OpenApiDocuments.Document(cluster, "", version)]),
        ["apis", var group, var version] when cluster.Kinds.HasGroupVersion(group, version) => new BytesReply(200, [OpenApiDocuments.Document(cluster, group, version)]),
        _ => new TextReply(404, ""),
    };

    private ApiReply OpenApiV2(ApiRequest request)
    {
        var document = OpenApiV2Documents.Of(cluster);
        return request.Accept.Split(',').Any(offer => offer.Trim() is OpenApiV2Protobuf.Accepted or OpenApiV2Protobuf.ContentType)
            ? new BytesReply(200, [OpenApiV2Protobuf.Write(document)], OpenApiV2Protobuf.ContentType)
            : new JsonReply(200, document);
    }

    private JsonReply Named(string path) => path.TrimStart('/').Split('/') switch
    {
        ["api", "v1"] => new JsonReply(200, DiscoveryDocuments.Resources(cluster.Kinds, "", "v1")),
        ["apis", var group] when cluster.Kinds.HasGroup(group) => new JsonReply(200, DiscoveryDocuments.OneGroup(cluster.Kinds, group)),
        ["apis", var group, var version] when cluster.Kinds.HasGroupVersion(group, version) => new JsonReply(200, DiscoveryDocuments.Resources(cluster.Kinds, group, version)),
        _ => throw Refusals.UnknownPath(),
    };

    private JsonObject Root()
    {
        var paths = new List<string> { "/api", "/api/v1", "/apis", "/healthz", "/livez", "/metrics", "/openapi/v2", "/openapi/v3", "/readyz", "/version" };
        foreach (var (group, version) in cluster.Kinds.GroupVersions)
        {
            paths.Add($"/apis/{group}");
            paths.Add($"/apis/{group}/{version}");
        }

        return new JsonObject { ["paths"] = new JsonArray([.. paths.Distinct().Order(StringComparer.Ordinal)]) };
    }
}
