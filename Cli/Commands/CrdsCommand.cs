using System.CommandLine;
using System.Text.Json.Nodes;
using Cli.Cluster;
using Kubernetes.Client.Connection;
using Kubernetes.Client.Manifests;
using Kubernetes.Client.Requests;

namespace Cli.Commands;

/// <summary><c>sparkctl crds install</c> and <c>sparkctl crds print</c>: the definitions of our kinds, which travel inside sparkctl.</summary>
internal static class CrdsCommand
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    public static Command Build(Shell shell, GlobalOptions global)
    {
        var install = new Command("install", "Create or replace the custom resource definitions, and wait until the cluster serves them.");
        install.SetAction((parsed, cancellationToken) => InstallAsync(global.Connect(shell, parsed), shell, cancellationToken));
        var print = new Command("print", "Print the custom resource definitions as YAML, for kubectl apply.");
        print.SetAction(async (_, _) => await shell.Out.WriteAsync(string.Join("---\n", EmbeddedDefinitions.Read().Select(definition => definition.Text))));
        return new Command("crds", "The custom resource definitions of the Spark kinds.") { install, print };
    }

    public static async Task InstallAsync(ClusterAccess cluster, Shell shell, CancellationToken cancellationToken)
    {
        foreach (var manifest in EmbeddedDefinitions.Read().SelectMany(definition => ManifestReader.Read(definition.Name, definition.Text)))
        {
            var done = await WriteAsync(cluster, manifest, cancellationToken);
            await UntilServedAsync(cluster, manifest.Name!, shell.Clock, cancellationToken);
            await shell.Out.WriteLineAsync($"customresourcedefinition.apiextensions.k8s.io/{manifest.Name} {done}");
        }
    }

    private static async Task<string> WriteAsync(ClusterAccess cluster, Manifest manifest, CancellationToken cancellationToken)
    {
        try
        {
            await cluster.Api.SendAsync(ApiRequests.Create(KubernetesResources.CustomResourceDefinitions, null, JsonBytes.Of(manifest.Object)), cancellationToken);
            return "created";
        }
        catch (ApiStatusException refusal) when (refusal.IsAlreadyExists)
        {
            var stored = await GetAsync(cluster, manifest.Name!, cancellationToken);
            var replacement = manifest.Object.DeepClone();
            replacement["metadata"]!["resourceVersion"] = stored["metadata"]!["resourceVersion"]!.DeepClone();
            await cluster.Api.SendAsync(
                ApiRequests.Replace(KubernetesResources.CustomResourceDefinitions, null, manifest.Name!, JsonBytes.Of(replacement)), cancellationToken);
            return "replaced";
        }
    }

    private static async Task UntilServedAsync(ClusterAccess cluster, string name, TimeProvider clock, CancellationToken cancellationToken)
    {
        for (var started = clock.GetTimestamp(); !EmbeddedDefinitions.IsEstablished(await GetAsync(cluster, name, cancellationToken));)
        {
            if (clock.GetElapsedTime(started) > Patience)
                throw new CliException($"the cluster does not serve {name} after {Patience.TotalSeconds:0} s; 'kubectl describe crd {name}' tells why.");
            await Task.Delay(Pause, clock, cancellationToken);
        }
    }

    private static async Task<JsonNode> GetAsync(ClusterAccess cluster, string name, CancellationToken cancellationToken) =>
        JsonNode.Parse((await cluster.Api.SendAsync(ApiRequests.Get(KubernetesResources.CustomResourceDefinitions, null, name), cancellationToken)).Body.Span)!;
}
