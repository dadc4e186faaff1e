using System.Text;

namespace LocalClusterLoad.Scenarios;

/// <summary>What several scenarios need before they can begin.</summary>
internal static class Preparation
{
    public static Task ServiceAccountAsync(LoadClient client, CancellationToken cancellationToken) => client.CreateAsync(
        "/api/v1/namespaces/default/serviceaccounts", Encoding.UTF8.GetBytes("""{"apiVersion":"v1","kind":"ServiceAccount","metadata":{"name":"spark"}}"""), cancellationToken);

    /// <summary>Returns when all watches are open; they end with the token.</summary>
    public static async Task OpenWatchesAsync(IEnumerable<LoadClient> clients, string path, Action<ReadOnlyMemory<byte>> line, CancellationToken cancellationToken)
    {
        foreach (var client in clients)
        {
            var opened = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            var watch = FollowAsync(client, path, line, opened, cancellationToken);
            await await Task.WhenAny(opened.Task, watch);
        }
    }

    private static async Task FollowAsync(LoadClient client, string path, Action<ReadOnlyMemory<byte>> line, TaskCompletionSource opened, CancellationToken cancellationToken)
    {
        try
        {
            await client.WatchAsync(path, line, opened, cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The scenario is over.
        }
    }
}
