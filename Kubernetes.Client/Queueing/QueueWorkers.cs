using Kubernetes.Client.Connection;

namespace Kubernetes.Client.Queueing;

/// <summary>Takes keys and works on them, as many at once as told, until the queue stops.</summary>
public static class QueueWorkers
{
    /// <param name="queue">What to work on.</param>
    /// <param name="count">Keys worked on at once.</param>
    /// <param name="work">One key; a result is when to look again if nothing happens, null means never.</param>
    /// <param name="failed">Told of an error and of the wait that follows, for log and metrics.</param>
    /// <param name="cancellationToken">Cancels the work in hand. To let it end instead, call <see cref="WorkQueue{TKey}.StopAsync"/> first.</param>
    public static Task RunAsync<TKey>(
        WorkQueue<TKey> queue, int count, Func<TKey, CancellationToken, Task<TimeSpan?>> work, Action<TKey, Exception, TimeSpan> failed, CancellationToken cancellationToken)
        where TKey : notnull =>
        Task.WhenAll(Enumerable.Range(0, count).Select(_ => WorkAsync(queue, work, failed, cancellationToken)));

    private static async Task WorkAsync<TKey>(
        WorkQueue<TKey> queue, Func<TKey, CancellationToken, Task<TimeSpan?>> work, Action<TKey, Exception, TimeSpan> failed, CancellationToken cancellationToken)
        where TKey : notnull
    {
        while (await queue.TakeAsync(cancellationToken) is (true, var key))
        {
            try
            {
                if (await work(key, cancellationToken) is { } again)
                    queue.AddAfter(key, again);
                queue.Done(key);
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                queue.Done(key);
                throw;
            }
            catch (Exception error)
            {
                failed(key, error, queue.Failed(key, (error as ApiStatusException)?.RetryAfter));
            }
        }
    }
}
