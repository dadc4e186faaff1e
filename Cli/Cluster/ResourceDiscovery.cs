using System.Text.Json.Nodes;
using Kubernetes.Client;
using Kubernetes.Client.Connection;
using Kubernetes.Client.Manifests;
using Kubernetes.Client.Requests;

namespace Cli.Cluster;

/// <summary>Asks the cluster where objects of a kind are kept; each group is asked once.</summary>
internal sealed class ResourceDiscovery(IKubernetesApi api)
{
    private readonly Dictionary<string, IReadOnlyList<KubernetesResource>> _known = [];

    public async Task<KubernetesResource> FindAsync(Manifest manifest, CancellationToken cancellationToken)
    {
        var (apiVersion, kind) = (manifest.ApiVersion!, manifest.Kind!);
        if (Match(_known.GetValueOrDefault(apiVersion, []), kind) is { } known)
            return known;

        // Asked again when the kind is not there: an earlier object of the same file may have defined it.
        _known[apiVersion] = await AskAsync(manifest, apiVersion, cancellationToken);
        return Match(_known[apiVersion], kind) ?? throw new CliException(
            $"{manifest.PlaceOf("kind")}: the cluster knows no kind '{kind}' in {apiVersion}{(apiVersion.StartsWith(SparkResources.Group, StringComparison.Ordinal) ? "; 'sparkctl crds install' teaches it ours" : "")}.");
    }

    private static KubernetesResource? Match(IReadOnlyList<KubernetesResource> resources, string kind) =>
        resources.FirstOrDefault(resource => resource.Kind == kind);

    private async Task<IReadOnlyList<KubernetesResource>> AskAsync(Manifest manifest, string apiVersion, CancellationToken cancellationToken)
    {
        try
        {
            var response = await api.SendAsync(ApiRequests.Path(apiVersion.Contains('/') ? $"/apis/{apiVersion}" : $"/api/{apiVersion}"), cancellationToken);
            return [.. JsonNode.Parse(response.Body.Span)?["resources"]?.AsArray().Select(entry => Resource(apiVersion, entry!)).OfType<KubernetesResource>() ?? []];
        }
        catch (ApiStatusException refusal) when (refusal.IsNotFound)
        {
            throw new CliException(
                $"{manifest.PlaceOf("apiVersion")}: the cluster knows no {apiVersion}{(apiVersion.StartsWith(SparkResources.Group, StringComparison.Ordinal) ? "; 'sparkctl crds install' teaches it ours" : "")}.",
                cause: refusal);
        }
    }

    // Names with a slash are subresources.
    private static KubernetesResource? Resource(string apiVersion, JsonNode entry)
    {
        var name = entry["name"]!.GetValue<string>();
        var (group, version) = apiVersion.Split('/') is [var g, var v] ? (g, v) : ("", apiVersion);
        return name.Contains('/')
            ? null
            : new KubernetesResource(group, version, name, entry["kind"]!.GetValue<string>(), entry["namespaced"]?.GetValue<bool>() == true);
    }
}
