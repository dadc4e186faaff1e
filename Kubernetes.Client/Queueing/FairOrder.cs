namespace Kubernetes.Client.Queueing;

/// <summary>First in, first out within a group; the groups take turns, and none has more than its share in work. Not for several threads at once.</summary>
internal sealed class FairOrder<TKey>(Func<TKey, string> group, int perGroup = int.MaxValue)
    where TKey : notnull
{
    private readonly Dictionary<string, Queue<TKey>> _groups = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _inWork = new(StringComparer.Ordinal);
    private readonly Queue<string> _turns = new();

    public int Count { get; private set; }

    public void Add(TKey key)
    {
        var name = group(key);
        if (!_groups.TryGetValue(name, out var queue))
        {
            _groups[name] = queue = new Queue<TKey>();
            _turns.Enqueue(name);
        }

        queue.Enqueue(key);
        Count++;
    }

    /// <summary>False when nothing waits, or only what must wait for its own group.</summary>
    public bool TryTake(out TKey key)
    {
        for (var turns = _turns.Count; turns > 0; turns--)
        {
            var name = _turns.Dequeue();
            if (_inWork.GetValueOrDefault(name) >= perGroup)
            {
                _turns.Enqueue(name);
                continue;
            }

            key = Take(name);
            return true;
        }

        key = default!;
        return false;
    }

    /// <summary>The work on a key has ended. True when its group may begin another one that waits.</summary>
    public bool Return(TKey key)
    {
        var name = group(key);
        var left = _inWork[name] - 1;

        // Groups that became empty are forgotten: namespaces come and go for ever.
        if (left > 0)
            _inWork[name] = left;
        else
            _ = _inWork.Remove(name);
        return _groups.ContainsKey(name);
    }

    public void Clear()
    {
        _groups.Clear();
        _turns.Clear();
        Count = 0;
    }

    private TKey Take(string name)
    {
        var queue = _groups[name];
        var key = queue.Dequeue();
        Count--;
        _inWork[name] = _inWork.GetValueOrDefault(name) + 1;
        if (queue.Count > 0)
            _turns.Enqueue(name);
        else
            _ = _groups.Remove(name);
        return key;
    }
}
