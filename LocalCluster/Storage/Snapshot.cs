using System.Collections.Immutable;

namespace LocalCluster.Storage;

/// <summary>All objects of one resource at one revision. Costs nothing to take and never changes.</summary>
public sealed class Snapshot
{
    private readonly ImmutableSortedDictionary<string, ImmutableSortedDictionary<string, StoredObject>> _byNamespace;

    internal Snapshot(ImmutableSortedDictionary<string, ImmutableSortedDictionary<string, StoredObject>> byNamespace, long revision, long newestChange)
    {
        NewestChange = newestChange;
        _byNamespace = byNamespace;
        Revision = revision;
    }

    /// <summary>The revision of the whole store when this was taken.</summary>
    public long Revision { get; }

    /// <summary>The revision of the last change of this resource: equal means that nothing here differs.</summary>
    public long NewestChange { get; }

    /// <summary>Objects in the order of their keys; of one namespace, or of all when it is null.</summary>
    public IEnumerable<StoredObject> Objects(string? @namespace) =>
        @namespace is null ? _byNamespace.Values.SelectMany(names => names.Values)
        : _byNamespace.TryGetValue(Shelf.Order(@namespace), out var found) ? found.Values
        : [];

    public StoredObject? Find(string @namespace, string name) =>
        _byNamespace.TryGetValue(Shelf.Order(@namespace), out var names) && names.TryGetValue(name, out var found) ? found : null;
}
