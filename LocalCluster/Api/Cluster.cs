using LocalCluster.Kinds;
using LocalCluster.Storage;

namespace LocalCluster.Api;

/// <summary>What every part of the API server shares: the store, the kinds that are served now, clock and chance.</summary>
internal sealed class Cluster(ClusterStore store, TimeProvider clock, Identities identities)
{
    private const string Definitions = "customresourcedefinitions.apiextensions.k8s.io";

    private volatile Served _served = new(0, new KindRegistry(BuiltInKinds.All));

    public ClusterStore Store { get; } = store;

    public TimeProvider Clock { get; } = clock;

    public Identities Identities { get; } = identities;

    public string Now => Json.Times.Seconds(Clock.GetUtcNow());

    /// <summary>Always as new as the definitions: whoever has seen one established is served its kind.</summary>
    public KindRegistry Kinds
    {
        get
        {
            var definitions = Store.Read(Definitions);
            if (_served.Revision == definitions.NewestChange)
                return _served.Kinds;
            var custom = definitions.Objects(null).SelectMany(definition => CustomKinds.Of(definition.ToJson()));
            var served = new Served(definitions.NewestChange, new KindRegistry([.. BuiltInKinds.All, .. custom]));
            _served = served;
            return served.Kinds;
        }
    }

    private sealed record Served(long Revision, KindRegistry Kinds);
}
