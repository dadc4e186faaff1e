using System.Text.Json.Nodes;
using Kubernetes.Client;
using Kubernetes.Client.Connection;
using Kubernetes.Client.Requests;
using Shared.Contracts.Core;
using Shared.Contracts.Names;
using Shared.Contracts.Serialization;
using Shared.Contracts.SparkApplications;

namespace Cli.Cluster;

/// <summary>The calls that commands make.</summary>
/// <param name="Namespace">Where names that carry no namespace are looked up.</param>
/// <param name="Server">Address, for messages.</param>
internal sealed record ClusterAccess(IKubernetesApi Api, string Namespace, string Server)
{
    private const int PageSize = 500;

    public async Task<SparkApplication> GetApplicationAsync(string name, CancellationToken cancellationToken) =>
        ContractsJson.Deserialize<SparkApplication>(await GetApplicationBytesAsync(name, cancellationToken));

    public async Task<JsonObject> GetApplicationJsonAsync(string name, CancellationToken cancellationToken) =>
        JsonNode.Parse(await GetApplicationBytesAsync(name, cancellationToken))!.AsObject();

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
    public async Task<CliException> NotFoundAsync(string name, CancellationToken cancellationToken)
    {
        var nearest = NearestName.Of(name, await NamesAsync(cancellationToken));
        return new CliException($"there is no SparkApplication '{name}' in namespace '{Namespace}'; "
            + (nearest is null ? "'sparkctl list -A' shows all." : $"did you mean '{nearest}'?"));
    }

    private async Task<ReadOnlyMemory<byte>> SendForApplicationAsync(string name, CancellationToken cancellationToken)
    {
        var response = await Api.SendAsync(ApiRequests.Get(SparkResources.Applications, Namespace, name), cancellationToken);
        return response.Body;
    }

    private async Task<byte[]> GetApplicationBytesAsync(string name, CancellationToken cancellationToken)
    {
        try
        {
            return (await SendForApplicationAsync(name, cancellationToken)).ToArray();
        }
        catch (ApiStatusException refusal) when (refusal.IsNotFound)
        {
            throw await NotFoundAsync(name, cancellationToken);
        }
    }

    private async Task<IEnumerable<string>> NamesAsync(CancellationToken cancellationToken)
    {
        try
        {
            return (await ListAsync(SparkResources.Applications, Namespace, new ListOptions(), cancellationToken))
                .Select(item => item["metadata"]?["name"]?.GetValue<string>() ?? "");
        }
        catch (ApiStatusException refusal) when (refusal.IsNotFound)
        {
            // The kind itself is unknown, which says more than a name could.
            throw new CliException($"the cluster at {Server} does not know SparkApplications; 'sparkctl crds install' teaches it.", cause: refusal);
        }
        catch (ApiStatusException refusal) when (refusal.Code == 403)
        {
            return [];
        }
    }
}
