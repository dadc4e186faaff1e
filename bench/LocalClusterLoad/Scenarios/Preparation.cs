using System.Text;

namespace LocalClusterLoad.Scenarios;

/// <summary>What several scenarios need before they can begin.</summary>
internal static class Preparation
{
    public static Task ServiceAccountAsync(LoadClient client, CancellationToken cancellationToken) => client.CreateAsync(
        "/api/v1/namespaces/default/serviceaccounts", Encoding.UTF8.GetBytes("""{"apiVersion":"v1","kind":"ServiceAccount","metadata":{"name":"spark"}}"""), cancellationToken);

    /// <summary>
    /// How many bytes to send so that a stored pod has as many as the settings say: what a server adds, above all the owners of each field, is a good part of a pod.
    /// </summary>
    public static async Task<int> SentBytesAsync(LoadClient client, LoadSettings settings, CancellationToken cancellationToken)
    {
        const string Pods = "/api/v1/namespaces/default/pods";
        await client.CreateAsync(Pods, Payloads.Pod("probe", settings.PodBytes), cancellationToken);
        var stored = await client.ReadAsync($"{Pods}/probe", cancellationToken);
        await client.SendAsync(HttpMethod.Delete, $"{Pods}/probe", default, null, cancellationToken);
        return (int)((double)settings.PodBytes * settings.PodBytes / stored);
    }

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
