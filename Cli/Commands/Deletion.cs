using Cli.Cluster;
using Kubernetes.Client.Connection;
using Kubernetes.Client.Requests;

namespace Cli.Commands;

/// <summary>Deletes an application and sees it go.</summary>
internal static class Deletion
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    /// <summary>Returns when no application of that name is left; one that is not there is fine.</summary>
    /// <param name="uid">Deletes only the application with this UID; a younger one of the same name is refused by the server. Null deletes any.</param>
    public static async Task DeleteAndWaitAsync(ClusterAccess cluster, string name, TimeProvider clock, CancellationToken cancellationToken, string? uid = null)
    {
        var started = clock.GetTimestamp();
        var deletion = ApiRequests.Delete(SparkResources.Applications, cluster.Namespace, name, new DeleteOptions { Uid = uid });
        if (!await TrySendAsync(cluster, deletion, cancellationToken))
            return;

        while (await TrySendAsync(cluster, ApiRequests.Get(SparkResources.Applications, cluster.Namespace, name), cancellationToken))
        {
            if (clock.GetElapsedTime(started) > Patience)
                throw new CliException($"SparkApplication '{name}' is still there {Patience.TotalSeconds:0} s after its deletion; a finalizer holds it, see its metadata.finalizers.");
            await Task.Delay(Pause, clock, cancellationToken);
        }
    }

    private static async Task<bool> TrySendAsync(ClusterAccess cluster, ApiRequest request, CancellationToken cancellationToken)
    {
        try
        {
            await cluster.Api.SendAsync(request, cancellationToken);
            return true;
        }
        catch (ApiStatusException refusal) when (refusal.IsNotFound)
        {
            return false;
        }
    }
}
