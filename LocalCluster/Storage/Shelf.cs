using System.Collections.Immutable;

namespace LocalCluster.Storage;

/// <summary>The objects of one resource, their recent changes, and who follows them. Guarded by the store's lock.</summary>
internal sealed class Shelf(int historyLimit, long floor)
{
    private static readonly ImmutableSortedDictionary<string, StoredObject> NoNames = ImmutableSortedDictionary.Create<string, StoredObject>(StringComparer.Ordinal);

    private readonly ChangeHistory _history = new();
    private readonly List<Subscription> _subscriptions = [];

    public ImmutableSortedDictionary<string, ImmutableSortedDictionary<string, StoredObject>> Objects { get; private set; } =
        ImmutableSortedDictionary.Create<string, ImmutableSortedDictionary<string, StoredObject>>(StringComparer.Ordinal);

    public long NewestChange { get; private set; }

    /// <summary>Changes up to here are forgotten: a watch can begin at this revision, not before.</summary>
    public long Floor { get; private set; } = floor;

    /// <summary>The newest change that is forgotten; the state at any revision from here on can still be told, even where no watch can begin.</summary>
    public long Lost { get; private set; }

    // Keys sort as whole paths do: "a-b/" comes before "a/".
    public static string Order(string @namespace) => @namespace + "/";

    public StoredObject? Find(string @namespace, string name) =>
        Objects.TryGetValue(Order(@namespace), out var names) && names.TryGetValue(name, out var found) ? found : null;

    public void Apply(StoreEvent change)
    {
        Objects = Set(Objects, change.Object.Key, change.Type is StoreEventType.Deleted ? null : change.Object);
        NewestChange = change.Revision;
        _history.Add(change);
        if (_history.Count > historyLimit)
            Floor = Lost = _history.DropOldest().Revision;
        foreach (var subscription in _subscriptions)
            subscription.Offer(change);
    }

    public IReadOnlyList<StoreEvent> Since(long revision) => _history.Since(revision);

    /// <summary>The revision before the newest <paramref name="changes"/> changes; the oldest known one, if so many are not remembered.</summary>
    public long RevisionBefore(int changes, long newest) =>
        changes == 0 ? newest : _history.Count < changes ? Floor : Math.Max(Floor, _history[_history.Count - changes].Revision - 1);

    /// <summary>Takes back the changes after a revision, newest first.</summary>
    public ImmutableSortedDictionary<string, ImmutableSortedDictionary<string, StoredObject>> At(long revision)
    {
        var objects = Objects;
        foreach (var change in _history.Since(revision).Reverse())
            objects = Set(objects, change.Object.Key, change.Previous);
        return objects;
    }

    private static ImmutableSortedDictionary<string, ImmutableSortedDictionary<string, StoredObject>> Set(
        ImmutableSortedDictionary<string, ImmutableSortedDictionary<string, StoredObject>> objects, ObjectKey key, StoredObject? state)
    {
        var order = Order(key.Namespace);
        var names = objects.GetValueOrDefault(order) ?? NoNames;
        names = state is null ? names.Remove(key.Name) : names.SetItem(key.Name, state);
        return names.IsEmpty ? objects.Remove(order) : objects.SetItem(order, names);
    }

    public void Forget(long upTo)
    {
        while (_history.Count > 0 && _history[0].Revision <= upTo)
            Lost = _history.DropOldest().Revision;
        Floor = Math.Max(Floor, upTo);
    }

    public void Add(Subscription subscription) => _subscriptions.Add(subscription);

    public void Remove(Subscription subscription) => _subscriptions.Remove(subscription);
}
