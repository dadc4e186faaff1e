using System.Text.Json;
using LocalCluster.Api;
using LocalCluster.Json;
using LocalCluster.Serving;

namespace LocalCluster.Faults;

/// <summary>The name that a request is about where its path has none: of the object to be created, or of a field selector.</summary>
internal static class RequestNames
{
    private const string Selector = "metadata.name=";

    /// <summary>Null when there is none, or none that can be read. The body stays readable.</summary>
    public static async Task<string?> ReadAsync(HttpContext http, string verb, QueryParameters query)
    {
        if (verb is not "create")
            return query.Get("fieldSelector")?.Split(',').FirstOrDefault(part => part.StartsWith(Selector, StringComparison.Ordinal))?[Selector.Length..];
        if (http.Request.ContentLength is not { } length || length > ClusterServer.LargestBody)
            return null;

        var body = new byte[length];
        await http.Request.Body.ReadExactlyAsync(body, http.RequestAborted);
        http.Request.Body = new MemoryStream(body, writable: false);
        try
        {
            return JsonReading.Parse(body).TextAt("metadata", "name");
        }
        catch (JsonException)
        {
            // Protobuf, YAML or nonsense: what it is becomes clear when it is decoded.
            return null;
        }
    }
}
