using Controller.Telemetry;
using Kubernetes.Client.Queueing;
using Kubernetes.Client.Watching;

namespace Controller.Hosting;

/// <summary>The queue of one kind and those who work on it.</summary>
internal sealed class KindWork : IDisposable
{
    private readonly WorkQueue<ObjectKey> _queue;
    private readonly Func<IEnumerable<ObjectKey>> _everything;
    private readonly Task _synced;
    private readonly Func<ObjectKey, CancellationToken, Task<TimeSpan?>> _reconcile;
    private readonly int _workers;

    /// <param name="work">Measures it.</param>
    /// <param name="perNamespace">Objects of one namespace that may be in work at once.</param>
    /// <param name="feed">Brings into the queue what the watches tell of.</param>
    /// <param name="everything">All objects that are known now.</param>
    /// <param name="synced">Until then nothing is worked on: absence means nothing yet.</param>
    /// <param name="reconcile">One object; a result is when to look again if nothing happens.</param>
    /// <param name="clock">For waits.</param>
    /// <param name="random">For jitter.</param>
    public KindWork(
        ControllerWork work, int perNamespace, Action<WorkQueue<ObjectKey>> feed, Func<IEnumerable<ObjectKey>> everything, Task synced, Func<ObjectKey, CancellationToken, Task<TimeSpan?>> reconcile, TimeProvider clock,
        Random random)
    {
        (_everything, _synced, _reconcile, _workers) = (everything, synced, work.Measured(reconcile, clock), work.Workers);
        _queue = work.Observe(observer => new WorkQueue<ObjectKey>(key => key.Namespace, clock, random, observer: observer, perGroup: perNamespace));
        feed(_queue);
    }

    /// <summary>Until cancelled or stopped.</summary>
    public async Task RunAsync(Action<ObjectKey, Exception, TimeSpan> failed, CancellationToken cancellationToken)
    {
        await _synced.WaitAsync(cancellationToken);

        // What another leader did meanwhile has reached the cache, but not necessarily the queue.
        foreach (var key in _everything())
            _queue.Add(key);
        await QueueWorkers.RunAsync(_queue, _workers, _reconcile, failed, cancellationToken);
    }

    /// <summary>Ends when what is in work has ended; nothing new is begun.</summary>
    public Task StopAsync() => _queue.StopAsync();

    public void Dispose() => _queue.Dispose();
}
