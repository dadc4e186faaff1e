namespace LocalCluster.Storage;

/// <summary>What happened to an object.</summary>
public enum StoreEventType
{
    Added,
    Modified,
    Deleted,
}

/// <summary>One change. <paramref name="Object"/> is the new state, for a deletion the last state under the revision of the deletion.</summary>
public sealed record StoreEvent(StoreEventType Type, StoredObject Object, StoredObject? Previous)
{
    public long Revision => Object.Revision;
}
