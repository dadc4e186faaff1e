using System.Text.Json.Nodes;

namespace LocalCluster.Storage;

/// <summary>
/// All objects of the cluster under one growing revision. Thread-safe. Knows keys, labels, versions and history, and nothing
/// of kinds: what may be written is decided before.
/// </summary>
/// <param name="historyLimit">Changes that are kept for each resource, for watches that begin in the past.</param>
public sealed class ClusterStore(int historyLimit = 20_000)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, Shelf> _shelves = new(StringComparer.Ordinal);
    private long _revision;
    private long _floor;

    /// <summary>The revision of the newest write.</summary>
    public long Revision => Volatile.Read(ref _revision);

    public StoredObject? Find(ObjectKey key)
    {
        Shelf shelf;
        lock (_lock)
            shelf = ShelfOf(key.Resource);
        return shelf.Find(key.Namespace, key.Name);
    }

    public Snapshot Read(string resource)
    {
        lock (_lock)
            return Take(ShelfOf(resource));
    }

    /// <summary>The state at an earlier revision, rebuilt from history; null if that is forgotten.</summary>
    public Snapshot? ReadAt(string resource, long revision)
    {
        lock (_lock)
        {
            var shelf = ShelfOf(resource);
            return revision < shelf.Lost ? null : new Snapshot(shelf.At(revision), revision, revision);
        }
    }

    /// <summary>The revision at which a resource was, some of its changes ago.</summary>
    public long RevisionBefore(string resource, int changes)
    {
        lock (_lock)
            return ShelfOf(resource).RevisionBefore(changes, _revision);
    }

    /// <summary>
    /// Writes <paramref name="content"/> if the object is still at <paramref name="expected"/> (null: if there is none) under a new
    /// revision. Returns null, and stores nothing, if it is not. The content is the store's from then on.
    /// </summary>
    public StoredObject? Write(ObjectKey key, StoredObject? expected, JsonObject content, IReadOnlyDictionary<string, string>? fields = null)
    {
        var draft = ObjectDraft.Of(key, content, fields, expected, Revision + 1);
        lock (_lock)
        {
            var shelf = ShelfOf(key.Resource);
            if (shelf.Find(key.Namespace, key.Name)?.Revision != expected?.Revision)
                return null;

            var written = draft.At(++_revision);
            shelf.Apply(new StoreEvent(expected is null ? StoreEventType.Added : StoreEventType.Modified, written, expected));
            return written;
        }
    }

    /// <summary>Removes the object if it is still at <paramref name="expected"/>; <paramref name="last"/> is what watchers see. Null if it is not.</summary>
    public StoredObject? Delete(ObjectKey key, StoredObject expected, JsonObject last) => Delete(key, expected, ObjectDraft.Of(key, last, expected.Fields, expected, Revision + 1));

    /// <summary>The same, and watchers see it as it was.</summary>
    public StoredObject? Delete(ObjectKey key, StoredObject expected) => Delete(key, expected, ObjectDraft.Again(expected, Revision + 1));

    private StoredObject? Delete(ObjectKey key, StoredObject expected, ObjectDraft last)
    {
        lock (_lock)
        {
            var shelf = ShelfOf(key.Resource);
            if (shelf.Find(key.Namespace, key.Name)?.Revision != expected.Revision)
                return null;

            var removed = last.At(++_revision);
            shelf.Apply(new StoreEvent(StoreEventType.Deleted, removed, expected));
            return removed;
        }
    }

    /// <summary>Follows a resource from <paramref name="after"/> (exclusive; null: from now). Null if that is forgotten.</summary>
    public Subscription? Subscribe(string resource, long? after)
    {
        lock (_lock)
        {
            var shelf = ShelfOf(resource);
            if (after < shelf.Floor)
                return null;

            var missed = after is { } from ? shelf.Since(from) : [];
            var subscription = new Subscription(missed, Take(shelf), Leave(shelf));
            shelf.Add(subscription);
            return subscription;
        }
    }

    /// <summary>Forgets all history, as a compaction does: older watches and pages must begin again.</summary>
    public void Compact()
    {
        lock (_lock)
        {
            _floor = _revision;
            foreach (var shelf in _shelves.Values)
                shelf.Forget(_revision);
        }
    }

    private Action<Subscription> Leave(Shelf shelf) => subscription =>
    {
        lock (_lock)
            shelf.Remove(subscription);
    };

    private Snapshot Take(Shelf shelf) => new(shelf.Objects, _revision, shelf.NewestChange);

    private Shelf ShelfOf(string resource)
    {
        if (!_shelves.TryGetValue(resource, out var shelf))
            _shelves[resource] = shelf = new Shelf(historyLimit, _floor);
        return shelf;
    }
}
