using System.Text.Json.Nodes;
using Cli.Cluster;
using Kubernetes.Client.Requests;

namespace Cli.Doctor;

/// <summary>May the user do what sparkctl does?</summary>
internal static class RightsCheck
{
    private static readonly KubernetesResource Reviews = new("authorization.k8s.io", "v1", "selfsubjectaccessreviews", "SelfSubjectAccessReview", Namespaced: false);

    // What for, verb, group, resource, subresource.
    private static readonly (string Purpose, string Verb, string Group, string Resource, string? Subresource)[] Needed =
    [
        ("list and status", "list", SparkResources.Group, "sparkapplications", null),
        ("watch and wait", "watch", SparkResources.Group, "sparkapplications", null),
        ("create", "create", SparkResources.Group, "sparkapplications", null),
        ("suspend and resume", "patch", SparkResources.Group, "sparkapplications", null),
        ("delete and rerun", "delete", SparkResources.Group, "sparkapplications", null),
        ("status and top", "list", "", "pods", null),
        ("log", "get", "", "pods", "log"),
        ("event", "list", "", "events", null),
        ("forward and connect", "get", "", "pods", "portforward"),
    ];

    public static async Task<IReadOnlyList<CheckReport>> RunAsync(ClusterAccess cluster, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var missing = new List<string>();
        foreach (var (purpose, verb, group, resource, subresource) in Needed)
        {
            if (!await MayAsync(cluster, verb, group, resource, subresource, cancellationToken))
                missing.Add($"{verb} {resource}{(subresource is null ? "" : $"/{subresource}")} ({purpose})");
        }

        return missing.Count == 0
            ? [CheckReport.Ok("rights", $"you may do all that sparkctl does in namespace '{cluster.Namespace}'")]
            : [CheckReport.Warning("rights", $"in namespace '{cluster.Namespace}' you may not {string.Join(", ", missing)}", "ask for a role binding to the chart's edit role, or do without these commands")];
    }

    private static async Task<bool> MayAsync(ClusterAccess cluster, string verb, string group, string resource, string? subresource, CancellationToken cancellationToken)
    {
        var attributes = new JsonObject { ["namespace"] = cluster.Namespace, ["verb"] = verb, ["group"] = group, ["resource"] = resource };
        if (subresource is not null)
            attributes["subresource"] = subresource;
        var review = new JsonObject
        {
            ["apiVersion"] = "authorization.k8s.io/v1",
            ["kind"] = "SelfSubjectAccessReview",
            ["spec"] = new JsonObject { ["resourceAttributes"] = attributes },
        };
        var response = await cluster.Api.SendAsync(ApiRequests.Create(Reviews, null, JsonBytes.Of(review)), cancellationToken);
        return JsonNode.Parse(response.Body.Span)?["status"]?["allowed"]?.GetValue<bool>() == true;
    }
}
