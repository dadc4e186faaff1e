namespace LocalCluster.Controllers.GarbageCollection;

/// <summary>Who depends on whom, by UID. Safe to use from several threads.</summary>
internal sealed class OwnershipGraph
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, OwnedObject> _objects = [];
    private readonly Dictionary<string, HashSet<string>> _dependents = [];

    public void Put(OwnedObject item)
    {
        lock (_lock)
        {
            Unlink(item.Uid);
            _objects[item.Uid] = item;
            foreach (var owner in item.Owners)
            {
                if (!_dependents.TryGetValue(owner.Uid, out var uids))
                    _dependents[owner.Uid] = uids = [];
                _ = uids.Add(item.Uid);
            }
        }
    }

    /// <summary>Forgets an object; answers with what was known of it.</summary>
    public OwnedObject? Remove(string uid)
    {
        lock (_lock)
        {
            Unlink(uid);
            return _objects.Remove(uid, out var item) ? item : null;
        }
    }

    public OwnedObject? Find(string uid)
    {
        lock (_lock)
            return _objects.GetValueOrDefault(uid);
    }

    public IReadOnlyList<OwnedObject> DependentsOf(string uid)
    {
        lock (_lock)
        {
            return _dependents.TryGetValue(uid, out var uids)
                ? [.. uids.Select(one => _objects.GetValueOrDefault(one)).OfType<OwnedObject>()]
                : [];
        }
    }

    public bool HasBlockingDependents(string uid) =>
        DependentsOf(uid).Any(dependent => dependent.Owners.Any(owner => owner.Uid == uid && owner.BlocksDeletion));

    private void Unlink(string uid)
    {
        if (!_objects.TryGetValue(uid, out var before))
            return;
        foreach (var owner in before.Owners)
        {
            if (_dependents.TryGetValue(owner.Uid, out var uids) && uids.Remove(uid) && uids.Count == 0)
                _ = _dependents.Remove(owner.Uid);
        }
    }
}
