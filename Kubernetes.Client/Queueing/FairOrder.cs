namespace Kubernetes.Client.Queueing;

/// <summary>First in, first out within a group; the groups take turns. Not for several threads at once.</summary>
internal sealed class FairOrder<TKey>(Func<TKey, string> group)
    where TKey : notnull
{
    private readonly Dictionary<string, Queue<TKey>> _groups = new(StringComparer.Ordinal);
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

    public TKey Take()
    {
        var name = _turns.Dequeue();
        var queue = _groups[name];
        var key = queue.Dequeue();
        Count--;

        // A group that became empty is forgotten: namespaces come and go for ever.
        if (queue.Count > 0)
            _turns.Enqueue(name);
        else
            _ = _groups.Remove(name);
        return key;
    }

    public void Clear()
    {
        _groups.Clear();
        _turns.Clear();
        Count = 0;
    }
}
