using System.Collections.Immutable;

namespace LocalCluster.Kinds;

/// <summary>All kinds that are served now. Immutable; a changed definition makes a new one.</summary>
internal sealed class KindRegistry
{
    private readonly Dictionary<(string Group, string Version, string Plural), ResourceKind> _byPath;
    private readonly ILookup<string, ResourceKind> _byShelf;

    public KindRegistry(ImmutableArray<ResourceKind> kinds)
    {
        Kinds = kinds;
        _byPath = kinds.ToDictionary(kind => (kind.Group, kind.Version, kind.Plural));
        _byShelf = kinds.ToLookup(kind => kind.Shelf, StringComparer.Ordinal);
        // Discovery names groups in this order; within a group the first version is the preferred one.
        GroupVersions = [.. kinds.Where(kind => kind.Group.Length > 0).Select(kind => (kind.Group, kind.Version)).Distinct()
            .GroupBy(pair => pair.Group).SelectMany(group => group.OrderBy(pair => pair.Version, VersionOrder.Instance))];
    }

    public ImmutableArray<ResourceKind> Kinds { get; }

    public ImmutableArray<(string Group, string Version)> GroupVersions { get; }

    public ResourceKind? Find(string group, string version, string plural) => _byPath.GetValueOrDefault((group, version, plural));

    /// <summary>All forms of what is stored in one place, in the order of the kinds.</summary>
    public IEnumerable<ResourceKind> OnShelf(string shelf) => _byShelf[shelf];

    public bool HasGroup(string group) => GroupVersions.Any(pair => pair.Group == group);

    public bool HasGroupVersion(string group, string version) => group.Length == 0 ? version == "v1" : GroupVersions.Contains((group, version));

    public IEnumerable<ResourceKind> Of(string group, string version) => Kinds.Where(kind => kind.Group == group && kind.Version == version);

    public ResourceKind? ByKind(string group, string version, string kind) => Kinds.FirstOrDefault(k => k.Group == group && k.Version == version && k.Kind == kind);
}
