using System.Runtime.CompilerServices;
using Cli.Cluster;
using Kubernetes.Client.Connection;
using Kubernetes.Client.Requests;
using Shared.Contracts.Core;
using Shared.Contracts.Names;
using Shared.Contracts.Serialization;

namespace Cli.Logs;

/// <summary>The log of Spark's container in one pod. A followed log survives cut connections.</summary>
internal static class ContainerLog
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);

    /// <summary>How long a server may be out of reach before following gives up.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    public static IAsyncEnumerable<string> LinesAsync(ClusterAccess cluster, Pod pod, LogRequest wanted, Shell shell, CancellationToken cancellationToken) =>
        wanted.Follow ? FollowAsync(cluster, pod, wanted, shell, cancellationToken) : ReadAsync(cluster, pod, wanted, cancellationToken);

    /// <summary>What is there now, without waiting.</summary>
    public static IAsyncEnumerable<string> LastLinesAsync(ClusterAccess cluster, Pod pod, int count, CancellationToken cancellationToken) =>
        ReadAsync(cluster, pod, new LogRequest(Follow: false, Tail: count), cancellationToken);

    private static async IAsyncEnumerable<string> ReadAsync(
        ClusterAccess cluster, Pod pod, LogRequest wanted, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var options = new LogOptions { Container = Container(pod), TailLines = wanted.Tail, Since = wanted.Since, Timestamps = wanted.Timestamps };
        await using var stream = await cluster.Api.OpenAsync(ApiRequests.Log(Namespace(cluster, pod), pod.Metadata!.Name!, options), cancellationToken);
        using var reader = new StreamReader(stream);
        while (await reader.ReadLineAsync(cancellationToken) is { } line)
            yield return line;
    }

    private static async IAsyncEnumerable<string> FollowAsync(
        ClusterAccess cluster, Pod pod, LogRequest wanted, Shell shell, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var place = new LogPlace();
        while (true)
        {
            if (await OpenAsync(cluster, pod, wanted, place, shell.Clock, cancellationToken) is not { } stream)
                yield break;

            place.Reopened();
            using var reader = new CuttableReader(stream);
            await using (stream)
            {
                while (await reader.NextAsync(cancellationToken) is { } line)
                {
                    if (place.Next(line) is { } text)
                        yield return wanted.Timestamps ? line : text;
                }
            }

            // A clean end may be that of the container, or of the server's patience; after a cut there is more to read in any case.
            if (!reader.WasCut && await HasEndedAsync(cluster, pod, shell.Clock, cancellationToken))
                yield break;
            await shell.Error.WriteLineAsync($"sparkctl: the log of pod '{pod.Metadata!.Name}' was cut; reading on");
            await Task.Delay(Pause, shell.Clock, cancellationToken);
        }
    }

    /// <returns>Null when the pod is gone.</returns>
    private static async Task<Stream?> OpenAsync(
        ClusterAccess cluster, Pod pod, LogRequest wanted, LogPlace place, TimeProvider clock, CancellationToken cancellationToken)
    {
        var isFirst = place.Last is null;
        var options = new LogOptions
        {
            Container = Container(pod),
            Follow = true,
            Timestamps = true,
            TailLines = isFirst ? wanted.Tail : null,
            Since = isFirst ? wanted.Since : null,
            SinceTime = place.Last,
        };
        var request = ApiRequests.Log(Namespace(cluster, pod), pod.Metadata!.Name!, options);
        return await PatientlyAsync(() => cluster.Api.OpenAsync(request, cancellationToken), clock, cancellationToken);
    }

    private static async Task<bool> HasEndedAsync(ClusterAccess cluster, Pod pod, TimeProvider clock, CancellationToken cancellationToken)
    {
        var request = ApiRequests.Get(KubernetesResources.Pods, Namespace(cluster, pod), pod.Metadata!.Name!);
        if (await PatientlyAsync(() => cluster.Api.SendAsync(request, cancellationToken), clock, cancellationToken) is not { } response)
            return true;

        var now = ContractsJson.Deserialize<Pod>(response.Body.Span);
        var container = now.Status?.ContainerStatuses.OrEmpty().FirstOrDefault(status => status.Name == Container(pod));
        return now.Metadata?.Uid != pod.Metadata.Uid || now.Status?.Phase is "Succeeded" or "Failed" || container?.State?.Terminated is not null;
    }

    // 400 says that the container has not started yet, which whoever follows waits for.
    private static async Task<T?> PatientlyAsync<T>(Func<Task<T>> ask, TimeProvider clock, CancellationToken cancellationToken)
        where T : class
    {
        long? since = null;
        while (true)
        {
            try
            {
                return await ask();
            }
            catch (ApiStatusException refusal) when (refusal.IsNotFound)
            {
                return null;
            }
            catch (ApiStatusException refusal) when (refusal.Code == 400)
            {
                since = null;
            }
            catch (ApiTransportException) when (clock.GetElapsedTime(since ??= clock.GetTimestamp()) < Patience)
            {
                // The next round asks again.
            }

            await Task.Delay(Pause, clock, cancellationToken);
        }
    }

    private static string Namespace(ClusterAccess cluster, Pod pod) => pod.Metadata!.Namespace ?? cluster.Namespace;

    // The server asks for a name as soon as a pod has side containers.
    private static string? Container(Pod pod)
    {
        var names = pod.Spec?.Containers.OrEmpty().Select(container => container.Name).ToList() ?? [];
        return names.Find(name => name is ContainerNames.Driver or ContainerNames.Executor or ContainerNames.OldExecutor) ?? names.FirstOrDefault();
    }
}
