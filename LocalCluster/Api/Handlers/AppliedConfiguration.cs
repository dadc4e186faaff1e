using System.Text.Json.Nodes;
using LocalCluster.Errors;
using LocalCluster.Json;
using LocalCluster.Kinds;

namespace LocalCluster.Api.Handlers;

/// <summary>What the body of a server-side apply must be before anything is merged.</summary>
internal static class AppliedConfiguration
{
    public static void Check(ResourceKind kind, RequestTarget target, JsonObject body)
    {
        // An empty list is refused too: who applies says nothing about owners, not even that there are none.
        if (body.At("metadata", "managedFields") is not null)
            throw Refusals.BadRequest("metadata.managedFields must be nil");
        var (apiVersion, name) = (body.TextAt("apiVersion") ?? "", body.TextAt("kind") ?? "");
        if (apiVersion != kind.ApiVersion || name != kind.Kind)
            throw Refusals.BadRequest($"invalid object type: {Qualified(apiVersion)}, Kind={name}");
        if (body.TextAt("metadata", "name") is { Length: > 0 } given && given != target.Name)
            throw Refusals.BadRequest($"the name of the object ({given}) does not match the name on the URL ({target.Name})");
    }

    private static string Qualified(string apiVersion) => apiVersion.Contains('/', StringComparison.Ordinal) ? apiVersion : $"/{apiVersion}";
}
