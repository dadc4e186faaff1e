namespace Kubernetes.Client.Watching;

/// <summary>The keys under each value of one index. Not for several threads at once.</summary>
internal sealed class IndexTable<T>(StoreIndex<T> index)
{
    private readonly Dictionary<string, HashSet<ObjectKey>> _keys = new(StringComparer.Ordinal);

    public IReadOnlyCollection<ObjectKey> Keys(string value) => _keys.TryGetValue(value, out var keys) ? keys : [];

    public void Replace(Stored<T>? old, Stored<T>? @new)
    {
        foreach (var value in old is null ? [] : index.Values(old))
        {
            if (_keys.TryGetValue(value, out var keys) && keys.Remove(old!.Key) && keys.Count == 0)
                _ = _keys.Remove(value);
        }

        foreach (var value in @new is null ? [] : index.Values(@new))
        {
            if (!_keys.TryGetValue(value, out var keys))
                _keys[value] = keys = [];
            _ = keys.Add(@new!.Key);
        }
    }
}
