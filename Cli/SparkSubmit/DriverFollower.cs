using Cli.Cluster;
using Cli.Live;
using Cli.Logs;
using Cli.Output;
using Kubernetes.Client.Requests;
using Shared.Contracts.Core;
using Shared.Contracts.Serialization;

namespace Cli.SparkSubmit;

/// <summary>Follows a driver to its end: its log goes to standard output, its states to standard error.</summary>
internal static class DriverFollower
{
    /// <returns>The exit code of the driver's container; 1 when the driver failed without one.</returns>
    /// <exception cref="CliException">The driver was deleted.</exception>
    public static async Task<int> FollowAsync(ClusterAccess cluster, Pod driver, Shell shell, CancellationToken cancellationToken)
    {
        using var stopping = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var log = CopyLogAsync(cluster, driver, shell, stopping.Token);
        try
        {
            var ended = await UntilEndAsync(cluster, driver, shell, cancellationToken);
            await log;
            return DriverExit.CodeOf(ended);
        }
        finally
        {
            await stopping.CancelAsync();
            await log.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private static async Task<Pod> UntilEndAsync(ClusterAccess cluster, Pod driver, Shell shell, CancellationToken cancellationToken)
    {
        var name = driver.Metadata!.Name!;
        var interest = new Interest(KubernetesResources.Pods, FieldSelector: $"metadata.name={name}");
        string? told = null;
        await foreach (var sighting in ObjectFeed.FollowAsync(cluster, [interest], shell.Clock, cancellationToken))
        {
            var pod = ContractsJson.Deserialize<Pod>(sighting.Object);
            if (sighting.IsGone || pod.Metadata?.Uid != driver.Metadata.Uid)
                break;

            var state = PodText.State(pod);
            if (state != told)
                await shell.Error.WriteLineAsync($"pod/{name} {state}");
            told = state;
            if (pod.Status?.Phase is "Succeeded" or "Failed")
                return pod;
        }

        throw new CliException($"pod '{name}' was deleted before it ended.");
    }

    private static async Task CopyLogAsync(ClusterAccess cluster, Pod driver, Shell shell, CancellationToken cancellationToken)
    {
        await foreach (var line in ContainerLog.LinesAsync(cluster, driver, new LogRequest(Follow: true), shell, cancellationToken))
            await shell.Out.WriteLineAsync(line.AsMemory(), cancellationToken);
    }
}
