namespace Kubernetes.Client.Queueing;

/// <summary>
/// Keys that want work. A key waits at most once; it is never with two workers; what is added while it is worked on comes again afterwards. Groups
/// (namespaces) take turns, so that none delays another.
/// </summary>
public sealed class WorkQueue<TKey> : IDisposable
    where TKey : notnull
{
    private readonly Lock _gate = new();
    private readonly TimeProvider _clock;
    private readonly Backoff _backoff;
    private readonly Random _random;
    private readonly FairOrder<TKey> _order;
    private readonly DelayedKeys<TKey> _delayed = new();
    private readonly IWorkQueueObserver? _observer;

    // With the time at which they came there.
    private readonly Dictionary<TKey, long> _waiting = [];
    private readonly Dictionary<TKey, long> _inWork = [];
    private readonly HashSet<TKey> _again = [];
    private readonly Dictionary<TKey, int> _failures = [];
    private readonly Queue<TaskCompletionSource<bool>> _idle = new();
    private readonly TaskCompletionSource _drained = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly ITimer _timer;
    private bool _stopped;

    /// <param name="group">The namespace of a key.</param>
    /// <param name="clock">Of delays.</param>
    /// <param name="random">Of jitter; used by this queue alone.</param>
    /// <param name="backoff">Default: <see cref="Backoff.PerItem"/>.</param>
    /// <param name="observer">Default: nobody.</param>
    /// <param name="perGroup">Keys of one group that may be in work at once, so that work which hangs does not take all workers. Default: no limit.</param>
    public WorkQueue(
        Func<TKey, string> group, TimeProvider clock, Random random, Backoff? backoff = null, IWorkQueueObserver? observer = null, int perGroup = int.MaxValue)
    {
        (_order, _clock, _random, _backoff, _observer) = (new FairOrder<TKey>(group, perGroup), clock, random, backoff ?? Backoff.PerItem, observer);
        _timer = clock.CreateTimer(_ => MoveDue(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Keys that could be taken now.</summary>
    public int Waiting => Count(() => _order.Count);

    /// <summary>Keys that come later.</summary>
    public int Delayed => Count(() => _delayed.Count);

    /// <summary>Keys that workers have.</summary>
    public int InWork => Count(() => _inWork.Count);

    /// <summary>How long workers have had the keys that they have now.</summary>
    public IReadOnlyList<TimeSpan> Working
    {
        get
        {
            lock (_gate)
                return [.. _inWork.Values.Select(since => _clock.GetElapsedTime(since))];
        }
    }

    /// <summary>Keys whose last work failed.</summary>
    public int Failing => Count(() => _failures.Count);

    public void Add(TKey key)
    {
        lock (_gate)
        {
            AddNow(key);
        }
    }

    public void AddAfter(TKey key, TimeSpan delay)
    {
        lock (_gate)
        {
            if (delay <= TimeSpan.Zero)
                AddNow(key);
            else if (!_stopped)
                AddLater(key, delay);
        }
    }

    /// <summary>The next key, when there is one. The taker must call <see cref="Done"/> with it.</summary>
    /// <returns>False when the queue has stopped: go home.</returns>
    public async ValueTask<(bool Taken, TKey Key)> TakeAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            TaskCompletionSource<bool> wake;
            lock (_gate)
            {
                if (_stopped)
                    return (false, default!);
                if (_order.TryTake(out var key))
                {
                    _ = _waiting.Remove(key, out var since);
                    _inWork[key] = _clock.GetTimestamp();
                    _observer?.Taken(_clock.GetElapsedTime(since));
                    return (true, key);
                }

                _idle.Enqueue(wake = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously));
            }

            await using var cancelled = cancellationToken.UnsafeRegister(static (source, token) => ((TaskCompletionSource<bool>)source!).TrySetCanceled(token), wake);
            _ = await wake.Task;
        }
    }

    /// <summary>The work went well: what failed before is forgotten.</summary>
    public void Done(TKey key)
    {
        lock (_gate)
        {
            _ = _failures.Remove(key);
            Return(key);
        }
    }

    /// <summary>The work failed: the key comes again after its back-off, or after <paramref name="atLeast"/> if that is longer.</summary>
    /// <returns>The wait.</returns>
    public TimeSpan Failed(TKey key, TimeSpan? atLeast = null)
    {
        lock (_gate)
        {
            var failures = _failures[key] = _failures.GetValueOrDefault(key) + 1;
            var wait = _backoff.After(failures, _random.NextDouble());
            if (atLeast > wait)
                wait = atLeast.Value;
            Return(key);
            if (!_stopped)
            {
                AddLater(key, wait);
                _observer?.Retried();
            }

            return wait;
        }
    }

    /// <summary>The object is gone for good: nothing is remembered of it, and nothing wakes it later.</summary>
    public void Forget(TKey key)
    {
        lock (_gate)
        {
            _ = _failures.Remove(key);
            _delayed.Remove(key);
        }
    }

    /// <summary>No more keys are given or accepted. Ends when the workers have returned theirs.</summary>
    public Task StopAsync()
    {
        lock (_gate)
        {
            _stopped = true;
            _order.Clear();
            _delayed.Clear();
            _waiting.Clear();
            _again.Clear();
            _ = _timer.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
            while (_idle.TryDequeue(out var worker))
                _ = worker.TrySetResult(false);
            if (_inWork.Count == 0)
                _ = _drained.TrySetResult();
            return _drained.Task;
        }
    }

    public void Dispose() => _timer.Dispose();

    private int Count(Func<int> count)
    {
        lock (_gate)
            return count();
    }

    private void AddNow(TKey key)
    {
        if (_stopped)
            return;
        if (_inWork.ContainsKey(key))
        {
            _ = _again.Add(key);
            return;
        }

        if (!_waiting.TryAdd(key, _clock.GetTimestamp()))
            return;
        _order.Add(key);
        _observer?.Added();
        WakeOne();
    }

    private void AddLater(TKey key, TimeSpan delay)
    {
        _delayed.Add(key, Timestamp(delay));
        SetTimer();
    }

    private void Return(TKey key)
    {
        if (!_inWork.Remove(key, out var since))
            throw new InvalidOperationException($"'{key}' was not taken from this queue.");
        _observer?.Returned(_clock.GetElapsedTime(since));
        if (_order.Return(key))
            WakeOne();
        if (_again.Remove(key))
            AddNow(key);
        if (_stopped && _inWork.Count == 0)
            _ = _drained.TrySetResult();
    }

    private void WakeOne()
    {
        // One that was cancelled meanwhile is passed over.
        while (_idle.TryDequeue(out var worker) && !worker.TrySetResult(true))
        {
        }
    }

    private void MoveDue()
    {
        lock (_gate)
        {
            while (_delayed.TryTakeDue(_clock.GetTimestamp(), out var key))
                AddNow(key);
            SetTimer();
        }
    }

    private void SetTimer()
    {
        if (_delayed.NextDue is not { } due)
            return;
        var wait = _clock.GetElapsedTime(_clock.GetTimestamp(), due);
        _ = _timer.Change(wait > TimeSpan.Zero ? RoundUp(wait) : TimeSpan.Zero, Timeout.InfiniteTimeSpan);
    }

    private long Timestamp(TimeSpan fromNow) => _clock.GetTimestamp() + (long)Math.Ceiling(fromNow.TotalSeconds * _clock.TimestampFrequency);

    // Timers count whole milliseconds and would fire just too early.
    private static TimeSpan RoundUp(TimeSpan wait) => TimeSpan.FromMilliseconds(Math.Min(Math.Ceiling(wait.TotalMilliseconds), uint.MaxValue - 2));
}
