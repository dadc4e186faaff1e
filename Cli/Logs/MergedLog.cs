using System.Threading.Channels;
using Cli.Cluster;
using Cli.Live;
using Cli.Output;
using Kubernetes.Client.Requests;
using Shared.Contracts.Core;
using Shared.Contracts.Serialization;
using Shared.Contracts.SparkApplications;

namespace Cli.Logs;

/// <summary>The logs of driver and executors as one, each line with its pod's role in front.</summary>
internal static class MergedLog
{
    public static async Task CopyAsync(ClusterAccess cluster, string name, LogRequest wanted, Shell shell, CancellationToken cancellationToken)
    {
        _ = await cluster.GetApplicationAsync(name, cancellationToken);
        if (wanted.Follow)
        {
            await FollowAsync(cluster, name, wanted, shell, cancellationToken);
            return;
        }

        var pods = await cluster.ListPodsAsync(name, cancellationToken);
        if (pods.Count == 0)
            throw new CliException($"SparkApplication '{name}' has no pods; 'sparkctl status {name}' tells why.");
        foreach (var pod in pods.OrderBy(PodText.Role, StringComparer.Ordinal).ThenBy(pod => pod.Metadata?.CreationTimestamp))
        {
            await foreach (var line in ContainerLog.LinesAsync(cluster, pod, wanted, shell, cancellationToken))
                await shell.Out.WriteLineAsync(Prefixed(pod, line).AsMemory(), cancellationToken);
        }
    }

    // Many pods write, one hand prints.
    private static async Task FollowAsync(ClusterAccess cluster, string name, LogRequest wanted, Shell shell, CancellationToken cancellationToken)
    {
        var lines = Channel.CreateUnbounded<string>();
        var copying = CopyAllAsync(cluster, name, wanted, shell, lines.Writer, cancellationToken);
        await foreach (var line in lines.Reader.ReadAllAsync(cancellationToken))
            await shell.Out.WriteLineAsync(line.AsMemory(), cancellationToken);
        await copying;
    }

    private static async Task CopyAllAsync(
        ClusterAccess cluster, string name, LogRequest wanted, Shell shell, ChannelWriter<string> lines, CancellationToken cancellationToken)
    {
        try
        {
            var copies = new Dictionary<string, Task>(StringComparer.Ordinal);
            Interest[] interests = [StateWait.Of(name), new(KubernetesResources.Pods, LabelSelector: ClusterAccess.PodSelector(name))];
            await foreach (var sighting in ObjectFeed.FollowAsync(cluster, interests, shell.Clock, cancellationToken))
            {
                if (sighting.Resource == SparkResources.Applications)
                {
                    if (sighting.IsGone || ContractsJson.Deserialize<SparkApplication>(sighting.Object).Status?.State.IsTerminal() == true)
                        break;
                    continue;
                }

                var pod = ContractsJson.Deserialize<Pod>(sighting.Object);
                if (!sighting.IsGone && pod.Metadata?.Uid is { } uid && !copies.ContainsKey(uid))
                    copies.Add(uid, CopyOneAsync(cluster, pod, wanted, shell, lines, cancellationToken));
            }

            await Task.WhenAll(copies.Values);
            lines.Complete();
        }
        catch (Exception exception)
        {
            // The reader hears of it; without it, it would wait for ever.
            lines.Complete(exception);
        }
    }

    private static async Task CopyOneAsync(
        ClusterAccess cluster, Pod pod, LogRequest wanted, Shell shell, ChannelWriter<string> lines, CancellationToken cancellationToken)
    {
        await foreach (var line in ContainerLog.LinesAsync(cluster, pod, wanted, shell, cancellationToken))
            await lines.WriteAsync(Prefixed(pod, line), cancellationToken);
    }

    private static string Prefixed(Pod pod, string line) => $"[{PodText.Role(pod)}] {line}";
}
