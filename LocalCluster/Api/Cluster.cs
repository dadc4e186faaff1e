using LocalCluster.Kinds;
using LocalCluster.Storage;

namespace LocalCluster.Api;

/// <summary>What every part of the API server shares: the store, the kinds that are served now, clock and chance.</summary>
internal sealed class Cluster(ClusterStore store, TimeProvider clock, Identities identities)
{
    private volatile KindRegistry _kinds = new(BuiltInKinds.All);

    public ClusterStore Store { get; } = store;

    public TimeProvider Clock { get; } = clock;

    public Identities Identities { get; } = identities;

    public KindRegistry Kinds => _kinds;

    public string Now => Json.Times.Seconds(Clock.GetUtcNow());

    /// <summary>Reads the definitions again; called after each write of one.</summary>
    public void ReloadKinds()
    {
        var custom = Store.Read("customresourcedefinitions.apiextensions.k8s.io").Objects(null)
            .SelectMany(definition => CustomKinds.Of(definition.ToJson()));
        _kinds = new KindRegistry([.. BuiltInKinds.All, .. custom]);
    }
}
