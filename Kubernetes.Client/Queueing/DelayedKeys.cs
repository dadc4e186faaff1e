namespace Kubernetes.Client.Queueing;

/// <summary>Keys with the time from which they are wanted; of several times for one key the earliest counts. Not for several threads at once.</summary>
internal sealed class DelayedKeys<TKey>
    where TKey : notnull
{
    private readonly PriorityQueue<TKey, (long Due, long Order)> _byTime = new();
    private readonly Dictionary<TKey, long> _due = [];
    private long _order;

    public int Count => _due.Count;

    public long? NextDue
    {
        get
        {
            DropOutdated();
            return _byTime.TryPeek(out _, out var next) ? next.Due : null;
        }
    }

    public void Add(TKey key, long due)
    {
        if (_due.TryGetValue(key, out var known) && known <= due)
            return;
        _due[key] = due;
        _byTime.Enqueue(key, (due, _order++));
    }

    public bool TryTakeDue(long now, out TKey key)
    {
        DropOutdated();
        if (!_byTime.TryPeek(out key!, out var next) || next.Due > now)
            return false;
        _ = _byTime.Dequeue();
        _ = _due.Remove(key);
        return true;
    }

    public void Remove(TKey key) => _due.Remove(key);

    public void Clear()
    {
        _byTime.Clear();
        _due.Clear();
    }

    // Entries that an earlier time has overtaken.
    private void DropOutdated()
    {
        while (_byTime.TryPeek(out var key, out var next) && (!_due.TryGetValue(key, out var due) || due != next.Due))
            _ = _byTime.Dequeue();
    }
}
