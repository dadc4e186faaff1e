namespace Kubernetes.Client.Watching;

/// <summary>
/// The objects of one kind as last seen. Written by one <see cref="Reflector{T}"/>, read by anybody. Subscribers hear of a change after it is visible here, in
/// the order of the changes; they must be quick and must not throw.
/// </summary>
public sealed class Store<T>
{
    private readonly Lock _gate = new();
    private readonly Dictionary<ObjectKey, Stored<T>> _items = [];
    private readonly Dictionary<ObjectKey, SetAside> _aside = [];
    private readonly Dictionary<string, IndexTable<T>> _indices = new(StringComparer.Ordinal);
    private readonly List<Action<StoreChange<T>>> _subscribers = [];
    private readonly TaskCompletionSource _synced = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Store(params IEnumerable<StoreIndex<T>> indices)
    {
        foreach (var index in indices)
            _indices.Add(index.Name, new IndexTable<T>(index));
    }

    /// <summary>Ends when the first whole list is here. Until then, absence means nothing.</summary>
    public Task Synced => _synced.Task;

    public bool IsSynced => _synced.Task.IsCompleted;

    public int Count => Read(() => _items.Count);

    /// <summary>All objects at one instant, in no order.</summary>
    public IReadOnlyList<Stored<T>> All => Read(() => _items.Values.ToList());

    /// <summary>Objects that exist and cannot be read.</summary>
    public IReadOnlyList<SetAside> Aside => Read(() => _aside.Values.ToList());

    public Stored<T>? Get(ObjectKey key) => Read(() => _items.GetValueOrDefault(key));

    public SetAside? GetAside(ObjectKey key) => Read(() => _aside.GetValueOrDefault(key));

    /// <summary>The objects under one value of an index, in no order.</summary>
    public IReadOnlyList<Stored<T>> By(string index, string value) => Read(() => _indices[index].Keys(value).Select(key => _items[key]).ToList());

    public void Subscribe(Action<StoreChange<T>> subscriber)
    {
        lock (_gate)
            _subscribers.Add(subscriber);
    }

    internal void Put(Stored<T> item) => Notify(() => Replace(item.Key, item, null));

    internal void Put(SetAside aside) => Notify(() => Replace(aside.Key, null, aside));

    internal void Remove(ObjectKey key) => Notify(() => Replace(key, null, null));

    /// <summary>A whole list takes the place of what was here, in one step; subscribers hear only of what differs.</summary>
    internal void Swap(IReadOnlyCollection<Stored<T>> items, IReadOnlyCollection<SetAside> aside)
    {
        Notify(() =>
        {
            var present = items.Select(item => item.Key).Concat(aside.Select(item => item.Key)).ToHashSet();
            var gone = _items.Keys.Concat(_aside.Keys).Where(key => !present.Contains(key)).ToList();
            return [.. gone.SelectMany(key => Replace(key, null, null)),
                    .. items.SelectMany(item => Replace(item.Key, item, null)),
                    .. aside.SelectMany(item => Replace(item.Key, null, item))];
        });
        _ = _synced.TrySetResult();
    }

    private IReadOnlyList<StoreChange<T>> Replace(ObjectKey key, Stored<T>? item, SetAside? aside)
    {
        var (old, oldAside) = (_items.GetValueOrDefault(key), _aside.GetValueOrDefault(key));
        if ((old?.Uid, old?.ResourceVersion, oldAside?.Uid, oldAside?.ResourceVersion) == (item?.Uid, item?.ResourceVersion, aside?.Uid, aside?.ResourceVersion))
            return [];

        foreach (var index in _indices.Values)
            index.Replace(old, item);
        Set(_items, key, item);
        Set(_aside, key, aside);
        return [new StoreChange<T>(key, old, item, aside)];
    }

    private void Notify(Func<IReadOnlyList<StoreChange<T>>> write)
    {
        IReadOnlyList<StoreChange<T>> changes;
        Action<StoreChange<T>>[] subscribers;
        lock (_gate)
        {
            changes = write();
            subscribers = [.. _subscribers];
        }

        foreach (var change in changes)
        {
            foreach (var subscriber in subscribers)
                subscriber(change);
        }
    }

    private TResult Read<TResult>(Func<TResult> read)
    {
        lock (_gate)
            return read();
    }

    private static void Set<TValue>(Dictionary<ObjectKey, TValue> table, ObjectKey key, TValue? value)
        where TValue : class
    {
        if (value is null)
            _ = table.Remove(key);
        else
            table[key] = value;
    }
}
