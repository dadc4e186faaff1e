using System.Collections.Immutable;

namespace LocalCluster.Kinds;

/// <summary>All kinds that are served now. Immutable; a changed definition makes a new one.</summary>
internal sealed class KindRegistry
{
    private readonly Dictionary<(string Group, string Version, string Plural), ResourceKind> _byPath;

    public KindRegistry(ImmutableArray<ResourceKind> kinds)
    {
        Kinds = kinds;
        _byPath = kinds.ToDictionary(kind => (kind.Group, kind.Version, kind.Plural));
        // Discovery names groups in this order; within a group the first version is the preferred one.
        GroupVersions = [.. kinds.Where(kind => kind.Group.Length > 0).Select(kind => (kind.Group, kind.Version)).Distinct()
            .GroupBy(pair => pair.Group).SelectMany(group => group.OrderBy(pair => pair.Version, VersionOrder.Instance))];
    }

    public ImmutableArray<ResourceKind> Kinds { get; }

    public ImmutableArray<(string Group, string Version)> GroupVersions { get; }

    public ResourceKind? Find(string group, string version, string plural) => _byPath.GetValueOrDefault((group, version, plural));

    public bool HasGroup(string group) => GroupVersions.Any(pair => pair.Group == group);

    public bool HasGroupVersion(string group, string version) => group.Length == 0 ? version == "v1" : GroupVersions.Contains((group, version));

    public IEnumerable<ResourceKind> Of(string group, string version) => Kinds.Where(kind => kind.Group == group && kind.Version == version);

    public ResourceKind? ByKind(string group, string version, string kind) => Kinds.FirstOrDefault(k => k.Group == group && k.Version == version && k.Kind == kind);
}
