using System.Text.Json.Nodes;
using Controller.Hosting;
using Kubernetes.Client;
using Kubernetes.Client.Connection;
using Kubernetes.Client.Requests;

namespace Controller.StartUp;

/// <summary>
/// Asks, before something is missed, whether our kinds are installed and whether we may do what we will do. What is missing is told by name and stops nothing: what
/// needs it waits for it, and everything else works.
/// </summary>
internal sealed class StartUpCheck(IKubernetesApi api, ControllerOptions options, ILogger<StartUpCheck> logger)
{
    private const int AtOnce = 8;

    private static readonly (string Version, string[] Plurals)[] Kinds =
    [
        ("v1beta2", ["sparkapplications", "scheduledsparkapplications"]),
        ("v1alpha1", ["sparkconnects"]),
    ];

    private static readonly KubernetesResource Reviews = new("authorization.k8s.io", "v1", "selfsubjectaccessreviews", "SelfSubjectAccessReview", Namespaced: false);

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            foreach (var (version, plurals) in Kinds)
                await CheckKindsAsync(version, plurals, cancellationToken);
            await CheckRightsAsync(cancellationToken);
        }
        catch (ApiException error)
        {
            Log.NotChecked(logger, error.Message);
        }
    }

    private async Task CheckKindsAsync(string version, string[] plurals, CancellationToken cancellationToken)
    {
        var known = await KnownAsync($"/apis/sparkoperator.k8s.io/{version}", cancellationToken);
        foreach (var plural in plurals.Where(plural => !known.Contains(plural)))
            Log.KindMissing(logger, $"{plural}.sparkoperator.k8s.io", version);
    }

    private async Task<HashSet<string>> KnownAsync(string path, CancellationToken cancellationToken)
    {
        try
        {
            var answer = await api.SendAsync(new ApiRequest("GET", path), cancellationToken);
            return JsonNode.Parse(answer.Body.Span)?["resources"] is JsonArray resources ? [.. resources.Select(resource => (string?)resource?["name"] ?? "")] : [];
        }
        catch (ApiStatusException error) when (error.IsNotFound)
        {
            return [];
        }
    }

    private async Task CheckRightsAsync(CancellationToken cancellationToken)
    {
        var missing = new List<AccessQuestion>();
        foreach (var some in RightsNeeded.Of(options).Chunk(AtOnce))
        {
            var answers = await Task.WhenAll(some.Select(question => MayAsync(question, cancellationToken)));
            missing.AddRange(some.Zip(answers).Where(pair => !pair.Second).Select(pair => pair.First));
        }

        foreach (var rule in missing.GroupBy(question => (question.Namespace, question.Object)))
            Log.RightMissing(logger, string.Join(", ", rule.Select(question => question.Verb).Distinct()), rule.Key.Object, rule.Key.Namespace is { } name ? $"namespace {name}" : "the whole cluster");
        if (missing.Count == 0)
            Log.RightsComplete(logger);
    }

    private async Task<bool> MayAsync(AccessQuestion question, CancellationToken cancellationToken)
    {
        var answer = await api.SendAsync(ApiRequests.Create(Reviews, null, Body(question)), cancellationToken);
        return (bool?)JsonNode.Parse(answer.Body.Span)?["status"]?["allowed"] is true;
    }

    private static byte[] Body(AccessQuestion question)
    {
        var attributes = new JsonObject { ["verb"] = question.Verb, ["group"] = question.Group, ["resource"] = question.Resource.Split('/')[0] };
        if (question.Resource.Split('/') is [_, var subresource])
            attributes["subresource"] = subresource;
        if (question.Namespace is { } @namespace)
            attributes["namespace"] = @namespace;
        if (question.Name is { } name)
            attributes["name"] = name;
        return System.Text.Encoding.UTF8.GetBytes(new JsonObject
        {
            ["apiVersion"] = "authorization.k8s.io/v1",
            ["kind"] = "SelfSubjectAccessReview",
            ["spec"] = new JsonObject { ["resourceAttributes"] = attributes },
        }.ToJsonString());
    }
}
