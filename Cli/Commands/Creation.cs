using System.Text.Json.Nodes;
using Cli.Cluster;
using Cli.Uploads;
using Kubernetes.Client.Connection;
using Kubernetes.Client.Manifests;
using Kubernetes.Client.Requests;

namespace Cli.Commands;

/// <summary>Creates objects one after the other; an application is made ready first: its predecessor deleted, its files uploaded.</summary>
internal sealed class Creation(ClusterAccess cluster, Shell shell, bool deleteFirst, UploadOptions? uploads)
{
    private readonly ResourceDiscovery _discovery = new(cluster.Api);

    /// <returns>The applications among what was created, each with the cluster at its namespace.</returns>
    public async Task<IReadOnlyList<(ClusterAccess Cluster, string Name)>> RunAsync(IReadOnlyList<Manifest> manifests, CancellationToken cancellationToken)
    {
        var applications = new List<(ClusterAccess, string)>();
        foreach (var manifest in manifests)
        {
            var resource = await _discovery.FindAsync(manifest, cancellationToken);
            var home = cluster with { Namespace = manifest.Namespace ?? cluster.Namespace };
            var isApplication = resource.FullName == SparkResources.Applications.FullName;
            if (isApplication)
                await PrepareAsync(manifest, home, cancellationToken);

            var name = await CreateOneAsync(manifest, resource, home, cancellationToken);
            if (isApplication)
                applications.Add((home, name));
        }

        return applications;
    }

    private async Task PrepareAsync(Manifest manifest, ClusterAccess home, CancellationToken cancellationToken)
    {
        if (deleteFirst && manifest.Name is { } old)
            await Deletion.DeleteAndWaitAsync(home, old, shell.Clock, cancellationToken);

        await DependencyUpload.RunAsync(manifest.Object, home.Namespace, uploads, shell, cancellationToken);
        if (shell.Variable("HADOOP_CONF_DIR") is { Length: > 0 } folder)
        {
            await shell.Error.WriteLineAsync("creating a ConfigMap for Hadoop configuration files in HADOOP_CONF_DIR");
            await HadoopConfiguration.AddAsync(manifest.Object, folder, home, cancellationToken);
        }
    }

    private async Task<string> CreateOneAsync(Manifest manifest, KubernetesResource resource, ClusterAccess home, CancellationToken cancellationToken)
    {
        var body = JsonBytes.Of(manifest.Object);
        var response = await SendAsync(manifest, ApiRequests.Create(resource, resource.Namespaced ? home.Namespace : null, body), home, cancellationToken);
        foreach (var warning in response.Warnings)
            await shell.Error.WriteLineAsync($"Warning: {warning}");

        var name = JsonNode.Parse(response.Body.Span)?["metadata"]?["name"]?.GetValue<string>() ?? manifest.Name ?? "";
        await shell.Out.WriteLineAsync($"{Described(resource)}/{name} created");
        return name;
    }

    private static async Task<ApiResponse> SendAsync(Manifest manifest, ApiRequest request, ClusterAccess home, CancellationToken cancellationToken)
    {
        try
        {
            return await home.Api.SendAsync(request, cancellationToken);
        }
        catch (ApiStatusException refusal) when (refusal.Status.Message is { } message)
        {
            var hint = refusal.IsAlreadyExists && manifest.Kind == SparkResources.Applications.Kind ? "; --delete replaces it" : "";
            throw new CliException($"{manifest.PlaceOf("")}: the cluster refused ({refusal.Code}): {message}{hint}", cause: refusal);
        }
    }

    // As kubectl names what it made: pod/x, sparkapplication.sparkoperator.k8s.io/x.
    private static string Described(KubernetesResource resource) =>
#pragma warning disable CA1308 // lower case is what kubectl prints, not a normal form
        resource.Group.Length == 0 ? resource.Kind.ToLowerInvariant() : $"{resource.Kind.ToLowerInvariant()}.{resource.Group}";
#pragma warning restore CA1308
}
