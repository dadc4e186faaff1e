using System.CommandLine;
using System.Text.Json.Nodes;
using Cli.Cluster;
using Cli.Live;
using Cli.Logs;
using Kubernetes.Client.Connection;
using Kubernetes.Client.Manifests;
using Kubernetes.Client.Requests;

namespace Cli.Commands;

/// <summary><c>sparkctl create FILE</c>: sends every object of a file, in order.</summary>
internal static class CreateCommand
{
    public static Command Build(Shell shell, GlobalOptions global)
    {
        var file = new Argument<string>("file") { Description = "YAML or JSON; - for standard input. Objects of other kinds are created as well." };
        var delete = new Option<bool>("--delete", "-d") { Description = "Delete SparkApplications of the same names first, and wait until they are gone." };
        var wait = new Option<bool>("--wait") { Description = "Wait until the SparkApplications end; exits with 1 if one fails." };
        var logs = new Option<bool>("--logs", "-l") { Description = "Follow the driver's log." };
        var timeout = CommonArguments.Timeout();
        var command = new Command("create", "Create the objects of a file.") { file, delete, wait, logs, timeout };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var manifests = await ManifestFiles.ReadAsync(parsed.GetRequiredValue(file), shell, cancellationToken);
            var cluster = global.Connect(shell, parsed);
            RequireOneNamespace(manifests, global.TypedNamespace(parsed));
            var applications = await CreateAsync(manifests, cluster, shell, parsed.GetValue(delete), cancellationToken);
            if (parsed.GetValue(logs))
                await FollowLogsAsync(applications, shell, cancellationToken);
            return parsed.GetValue(wait) ? await WaitAsync(applications, shell, parsed.GetValue(timeout), cancellationToken) : ExitCodes.Ok;
        });
        return command;
    }

    /// <returns>The applications among what was created, each with the cluster at its namespace.</returns>
    private static async Task<IReadOnlyList<(ClusterAccess Cluster, string Name)>> CreateAsync(
        IReadOnlyList<Manifest> manifests, ClusterAccess cluster, Shell shell, bool deleteFirst, CancellationToken cancellationToken)
    {
        var discovery = new ResourceDiscovery(cluster.Api);
        var applications = new List<(ClusterAccess, string)>();
        foreach (var manifest in manifests)
        {
            var resource = await discovery.FindAsync(manifest, cancellationToken);
            var home = cluster with { Namespace = manifest.Namespace ?? cluster.Namespace };
            var isApplication = resource.FullName == SparkResources.Applications.FullName;
            if (deleteFirst && isApplication && manifest.Name is { } old)
                await Deletion.DeleteAndWaitAsync(home, old, shell.Clock, cancellationToken);

            var name = await CreateOneAsync(manifest, resource, home, shell, cancellationToken);
            if (isApplication)
                applications.Add((home, name));
        }

        return applications;
    }

    private static async Task<string> CreateOneAsync(
        Manifest manifest, KubernetesResource resource, ClusterAccess home, Shell shell, CancellationToken cancellationToken)
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

    private static void RequireOneNamespace(IReadOnlyList<Manifest> manifests, string? typed)
    {
        if (typed is not null && manifests.FirstOrDefault(manifest => manifest.Namespace is { } own && own != typed) is { } other)
            throw CliException.Usage($"{other.PlaceOf("metadata.namespace")}: the file says namespace '{other.Namespace}' and the command line '{typed}'; leave one out.");
    }

    private static async Task FollowLogsAsync(IReadOnlyList<(ClusterAccess Cluster, string Name)> applications, Shell shell, CancellationToken cancellationToken)
    {
        foreach (var (cluster, name) in applications)
            await ApplicationLog.CopyAsync(cluster, name, executor: null, new LogRequest(Follow: true), shell, cancellationToken);
    }

    private static async Task<int> WaitAsync(
        IReadOnlyList<(ClusterAccess Cluster, string Name)> applications, Shell shell, TimeSpan? timeout, CancellationToken cancellationToken)
    {
        var code = ExitCodes.Ok;
        foreach (var (cluster, name) in applications)
            code = Math.Max(code, await Completion.WaitAsync(cluster, name, shell, timeout, cancellationToken));
        return code;
    }
}
