namespace LocalCluster.Nodes.Kubelets;

/// <summary>How often a name was seen, for the newest <see cref="Capacity"/> names.</summary>
internal sealed class Occurrences
{
    public const int Capacity = 10_000;

    private readonly Lock _lock = new();
    private readonly Dictionary<string, int> _counts = [];
    private readonly Queue<string> _order = [];

    /// <summary>How often <paramref name="name"/> was asked for before.</summary>
    public int Count(string name)
    {
        lock (_lock)
        {
            if (_counts.TryGetValue(name, out var count))
            {
                _counts[name] = count + 1;
                return count;
            }

            _counts[name] = 1;
            _order.Enqueue(name);
            if (_order.Count > Capacity)
                _ = _counts.Remove(_order.Dequeue());
            return 0;
        }
    }
}
