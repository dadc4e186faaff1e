using System.Collections.Immutable;
using Controller.SparkApplications;
using Shared.Contracts.SparkConnects;

namespace Controller.SparkConnects;

/// <summary>What to do first, what to record then, what to say, and when to look again if nothing happens.</summary>
public sealed record ConnectDecision(SparkConnectStatus Status, ImmutableArray<ConnectEffect> Effects, ImmutableArray<Effect.Announce> Said, TimeSpan? RequeueAfter)
{
    /// <summary>A server seems to be missing: nothing is created or replaced on the word of a cache.</summary>
    public bool NeedsLiveLook { get; init; }
}

/// <summary>The closed set of things that the controller does for a Connect server. Each is safe to repeat.</summary>
public abstract record ConnectEffect
{
    private ConnectEffect()
    {
    }

    /// <summary>What the server's pod mounts. It comes first.</summary>
    public sealed record KeepConfigMap : ConnectEffect;

    public sealed record CreateServer : ConnectEffect;

    /// <summary>A name alone never selects what to destroy.</summary>
    public sealed record DeleteServer(string Name, string Uid) : ConnectEffect;

    /// <summary>Service and, if wanted, NetworkPolicy; one that is not wanted any more is deleted if it is ours.</summary>
    public sealed record KeepEntrances : ConnectEffect;
}
