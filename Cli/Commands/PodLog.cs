using System.Globalization;
using Cli.Cluster;
using Cli.Output;
using Kubernetes.Client.Connection;
using Kubernetes.Client.Requests;
using Shared.Contracts.Core;
using Shared.Contracts.Names;

namespace Cli.Commands;

/// <summary>Copies the log of one pod of an application.</summary>
internal static class PodLog
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);

    public static async Task CopyAsync(ClusterAccess cluster, string name, int? executor, bool follow, Shell shell, CancellationToken cancellationToken)
    {
        var pod = await FindAsync(cluster, name, executor, follow, shell.Clock, cancellationToken);
        var options = new LogOptions { Container = Container(pod), Follow = follow };
        await using var stream = await OpenAsync(cluster, pod, options, shell.Clock, cancellationToken);
        using var reader = new StreamReader(stream);
        while (await reader.ReadLineAsync(cancellationToken) is { } line)
            await shell.Out.WriteLineAsync(line.AsMemory(), cancellationToken);
    }

    // Executors cannot be found by name since Spark 3: their label tells which is which. Of several, the youngest belongs to the last attempt.
    private static async Task<Pod> FindAsync(
        ClusterAccess cluster, string name, int? executor, bool wait, TimeProvider clock, CancellationToken cancellationToken)
    {
        while (true)
        {
            var application = await cluster.GetApplicationAsync(name, cancellationToken);
            var pods = await cluster.ListPodsAsync(name, cancellationToken);
            var role = executor is { } id ? string.Create(CultureInfo.InvariantCulture, $"executor {id}") : SparkRoles.Driver;
            if (pods.Where(pod => PodText.Role(pod) == role).MaxBy(pod => pod.Metadata?.CreationTimestamp) is { } found)
                return found;

            if (!wait || application.Status is { } status && Shared.Contracts.SparkApplications.ApplicationStates.IsTerminal(status.State))
                throw new CliException($"SparkApplication '{name}' has no {role} pod{Others(pods, executor)}; {Advice(name, executor)}.");
            await Task.Delay(Pause, clock, cancellationToken);
        }
    }

    private static string Others(IReadOnlyList<Pod> pods, int? executor)
    {
        var roles = pods.Select(PodText.Role).Where(role => role != SparkRoles.Driver).Order(StringComparer.Ordinal).ToList();
        return executor is null || roles.Count == 0 ? "" : $" (there are {string.Join(", ", roles)})";
    }

    private static string Advice(string name, int? executor) =>
        executor is null ? $"'sparkctl status {name}' tells why" : "executors go away with their driver, and before it unless spec.executor.deleteOnTermination is false";

    // The server asks for a name as soon as a pod has side containers.
    private static string? Container(Pod pod)
    {
        var names = pod.Spec?.Containers.OrEmpty().Select(container => container.Name).ToList() ?? [];
        return names.Find(name => name is ContainerNames.Driver or ContainerNames.Executor or ContainerNames.OldExecutor) ?? names.FirstOrDefault();
    }

    // 400 says that the container has not started yet, which whoever follows waits for.
    private static async Task<Stream> OpenAsync(ClusterAccess cluster, Pod pod, LogOptions options, TimeProvider clock, CancellationToken cancellationToken)
    {
        var (@namespace, name) = (pod.Metadata!.Namespace ?? cluster.Namespace, pod.Metadata.Name!);
        while (true)
        {
            try
            {
                return await cluster.Api.OpenAsync(ApiRequests.Log(@namespace, name, options), cancellationToken);
            }
            catch (ApiStatusException refusal) when (refusal.Code == 400 && options.Follow)
            {
                await Task.Delay(Pause, clock, cancellationToken);
            }
        }
    }
}
