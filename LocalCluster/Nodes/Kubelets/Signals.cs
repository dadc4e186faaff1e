namespace LocalCluster.Nodes.Kubelets;

/// <summary>Waiting for a token as for a task.</summary>
internal static class Signals
{
    /// <summary>Completes when <paramref name="token"/> is cancelled; never fails.</summary>
    public static async Task WaitAsync(CancellationToken token)
    {
        var signal = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using (token.Register(() => signal.TrySetResult()))
            await signal.Task;
    }
}
