using System.Text.Json.Nodes;
using Kubernetes.Client;
using Kubernetes.Client.Connection;
using Kubernetes.Client.Forwarding;
using Kubernetes.Client.Requests;
using Shared.Contracts.Core;
using Shared.Contracts.Names;
using Shared.Contracts.Serialization;
using Shared.Contracts.SparkApplications;

namespace Cli.Cluster;

/// <summary>The calls that commands make.</summary>
/// <param name="Namespace">Where names that carry no namespace are looked up.</param>
/// <param name="Server">Address, for messages.</param>
/// <param name="Sockets">For connections to pods; null where a test has none.</param>
internal sealed record ClusterAccess(IKubernetesApi Api, string Namespace, string Server, IKubernetesSockets? Sockets = null)
{
    private const int PageSize = 500;

    public async Task<SparkApplication> GetApplicationAsync(string name, CancellationToken cancellationToken) =>
        ContractsJson.Deserialize<SparkApplication>(await GetApplicationJsonAsync(name, cancellationToken));

    public Task<JsonObject> GetApplicationJsonAsync(string name, CancellationToken cancellationToken) =>
        GetAsync(SparkResources.Applications, name, cancellationToken);

    /// <summary>One object of ours; an unknown name is an error that offers the nearest one.</summary>
    public async Task<JsonObject> GetAsync(KubernetesResource resource, string name, CancellationToken cancellationToken) =>
        await FindAsync(resource, name, cancellationToken) ?? throw await NotFoundAsync(resource, name, cancellationToken);

    /// <summary>Null when there is none of that name.</summary>
    public async Task<JsonObject?> FindAsync(KubernetesResource resource, string name, CancellationToken cancellationToken)
    {
        try
        {
            var response = await Api.SendAsync(ApiRequests.Get(resource, resource.Namespaced ? Namespace : null, name), cancellationToken);
            return JsonNode.Parse(response.Body.Span)!.AsObject();
        }
        catch (ApiStatusException refusal) when (refusal.IsNotFound)
        {
            return null;
        }
    }

    /// <summary>A JSON merge patch, which the server answers with the whole object.</summary>
    public async Task<ApiResponse> PatchApplicationAsync(string name, JsonObject patch, CancellationToken cancellationToken) =>
        await Api.SendAsync(ApiRequests.Patch(SparkResources.Applications, Namespace, name, PatchKind.Merge, JsonBytes.Of(patch)), cancellationToken);

    /// <summary>All pages; each item as it came.</summary>
    public async Task<IReadOnlyList<JsonObject>> ListAsync(
        KubernetesResource resource, string? @namespace, ListOptions options, CancellationToken cancellationToken)
    {
        var items = new List<JsonObject>();
        for (string? page = null; ;)
        {
            var response = await Api.SendAsync(ApiRequests.List(resource, @namespace, options with { Limit = PageSize, Continue = page }), cancellationToken);
            var list = JsonNode.Parse(response.Body.Span)!.AsObject();
            items.AddRange(list["items"]?.AsArray().Select(item => item!.AsObject()) ?? []);
            page = list["metadata"]?["continue"]?.GetValue<string>();
            if (string.IsNullOrEmpty(page))
                return items;
        }
    }

    /// <summary>Pods of an application, executors of earlier attempts included.</summary>
    public async Task<IReadOnlyList<Pod>> ListPodsAsync(string application, CancellationToken cancellationToken) =>
        [.. (await ListAsync(KubernetesResources.Pods, Namespace, new ListOptions { LabelSelector = PodSelector(application) }, cancellationToken))
            .Select(ContractsJson.Deserialize<Pod>)];

    public static string PodSelector(string application) => $"{Shared.Contracts.Names.Labels.AppName}={application}";

    public static string EventSelector(string application) => $"involvedObject.kind={SparkApplication.KindName},involvedObject.name={application}";

    /// <summary>The error for a name that does not exist, with the nearest one that does.</summary>
    public async Task<CliException> NotFoundAsync(KubernetesResource resource, string name, CancellationToken cancellationToken)
    {
        var nearest = NearestName.Of(name, await NamesAsync(resource, cancellationToken));
        return new CliException($"there is no {resource.Kind} '{name}' in namespace '{Namespace}'; "
            + (nearest is null ? $"{ListsAll(resource)} shows all." : $"did you mean '{nearest}'?"));
    }

    private static string ListsAll(KubernetesResource resource) =>
        resource == SparkResources.Applications ? "'sparkctl list -A'" : $"'kubectl get {resource.Plural} -A'";

    private async Task<IEnumerable<string>> NamesAsync(KubernetesResource resource, CancellationToken cancellationToken)
    {
        try
        {
            return (await ListAsync(resource, Namespace, new ListOptions(), cancellationToken))
                .Select(item => item["metadata"]?["name"]?.GetValue<string>() ?? "");
        }
        catch (ApiStatusException refusal) when (refusal.IsNotFound)
        {
            // The kind itself is unknown, which says more than a name could.
            throw new CliException($"the cluster at {Server} does not know {resource.Kind}s; 'sparkctl crds install' teaches it.", cause: refusal);
        }
        catch (ApiStatusException refusal) when (refusal.Code == 403)
        {
            return [];
        }
    }
}
