namespace LocalCluster.Storage;

/// <summary>Changes in the order of their revisions. Drops at its beginning and finds a revision without looking at each.</summary>
internal sealed class ChangeHistory
{
    private readonly List<StoreEvent> _changes = [];
    private int _dropped;

    public int Count => _changes.Count - _dropped;

    public StoreEvent this[int index] => _changes[_dropped + index];

    public void Add(StoreEvent change) => _changes.Add(change);

    public StoreEvent DropOldest()
    {
        var oldest = this[0];
        _changes[_dropped++] = null!;
        if (_dropped > Count)
        {
            // Seldom enough that a drop costs the same on average, whatever the length.
            _changes.RemoveRange(0, _dropped);
            _dropped = 0;
        }

        return oldest;
    }

    /// <summary>What came after a revision.</summary>
    public IReadOnlyList<StoreEvent> Since(long revision)
    {
        var (first, end) = (_dropped, _changes.Count);
        while (first < end)
        {
            var middle = (first + end) / 2;
            if (_changes[middle].Revision > revision)
                end = middle;
            else
                first = middle + 1;
        }

        return _changes.GetRange(first, _changes.Count - first);
    }
}
