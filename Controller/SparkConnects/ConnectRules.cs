using System.Collections.Immutable;
using Controller.Pods;
using Controller.SparkApplications;
using Shared.Contracts.Names;
using Shared.Contracts.SparkConnects;

namespace Controller.SparkConnects;

/// <summary>What a Connect server needs. Pure: no clock, no I/O, no chance.</summary>
public static class ConnectRules
{
    /// <summary>So often it is looked whether ConfigMap and Service are still there: nobody watches them.</summary>
    public static readonly TimeSpan LookAgain = TimeSpan.FromMinutes(1);

    /// <summary>What stands in the way is looked at so often.</summary>
    public static readonly TimeSpan ObstacleRetry = TimeSpan.FromSeconds(15);

    /// <summary>A server that ends sooner after its start than this is not started anew before.</summary>
    public static readonly TimeSpan ShortestLife = TimeSpan.FromSeconds(30);

    public static ConnectDecision Decide(ConnectObservation observation, DateTimeOffset now)
    {
        if (observation.Record.IsBeingDeleted)
            return new ConnectDecision(observation.Status, [], [], null);
        if (observation.Problem is { } problem)
            return Refused(observation, new Rejection("InvalidSpec", problem, "Correct the fields that the message names."), now) with { RequeueAfter = null };

        if (observation.Objection is { } objection)
            return Objected(observation, objection, now);

        return (observation.Server, observation.IsLive) switch
        {
            (null, false) => new ConnectDecision(observation.Status, [], [], null) { NeedsLiveLook = true },
            (null, _) => Follow(observation, now, [new ConnectEffect.KeepConfigMap(), new ConnectEffect.CreateServer(), new ConnectEffect.KeepEntrances()], LookAgain, Said(
                EventReasons.ConnectServerCreated, $"Pod {ResourceNames.ConnectServer(observation.Record.Name)} is created.")),
            ({ IsTerminating: true }, _) => Follow(observation, now, Kept, LookAgain),
            ({ IsFinished: true } ended, _) => ReplaceEnded(observation, ended, now),
            ({ } server, _) when IsOutdated(observation, server) && observation.Connect!.Spec!.UpdatePolicy is ConnectUpdatePolicies.Restart =>
                Replace(observation, server, "because the specification changed", now),
            _ => Follow(observation, now, Kept, LookAgain),
        };
    }

    /// <summary>Something cannot be made as it is.</summary>
    public static ConnectDecision Refused(ConnectObservation observation, Rejection rejection, DateTimeOffset now) => new(
        ConnectStatusRules.Refused(observation, rejection, now), [],
        observation.Status.Diagnosis?.Evidence == rejection.Message ? [] : [new Effect.Announce(EventReasons.ConnectRefused, $"SparkConnect {observation.Record.Name}: {rejection.Message}", IsWarning: true)],
        ObstacleRetry);

    // What runs goes on, as applications do; nothing is made or changed for it.
    private static ConnectDecision Objected(ConnectObservation observation, Rejection objection, DateTimeOffset now) => observation.Server is { IsFinished: false, IsTerminating: false }
        ? Refused(observation, objection, now) with { Status = ConnectStatusRules.Objected(observation, objection, now) }
        : Refused(observation, objection, now);

    /// <summary>True when the server was started with another specification than the present one. One that tells nothing is taken as it is.</summary>
    internal static bool IsOutdated(ConnectObservation observation, PodRecord server) => server.SpecRevision is { } revision && revision != observation.Wanted?.Revision;

    private static ImmutableArray<ConnectEffect> Kept => [new ConnectEffect.KeepConfigMap(), new ConnectEffect.KeepEntrances()];

    // Its kubelet starts containers anew; the pod itself ends only when it is evicted or its node goes.
    private static ConnectDecision ReplaceEnded(ConnectObservation observation, PodRecord ended, DateTimeOffset now)
    {
        var rest = ended.CreatedAt + ShortestLife - now;
        return rest > TimeSpan.Zero ? Follow(observation, now, Kept, rest.Value) : Replace(observation, ended, $"because it has ended ({ended.Reason ?? ended.Phase.ToString()})", now);
    }

    // A cache that is late may show the earlier specification beside the server of the present one.
    private static ConnectDecision Replace(ConnectObservation observation, PodRecord server, string why, DateTimeOffset now) => observation.IsLive
        ? Follow(
            observation, now, [.. Kept, new ConnectEffect.DeleteServer(server.Name, server.Uid)], LookAgain,
            Said(EventReasons.ConnectServerRestarting, $"Pod {server.Name} is replaced, {why}."))
        : new ConnectDecision(observation.Status, [], [], null) { NeedsLiveLook = true };

    private static ConnectDecision Follow(ConnectObservation observation, DateTimeOffset now, ImmutableArray<ConnectEffect> effects, TimeSpan requeueAfter, params ImmutableArray<Effect.Announce> said)
    {
        var status = ConnectStatusRules.Following(observation, now);
        return new ConnectDecision(status, effects, [.. said, .. Turned(observation.Status.State, status)], requeueAfter);
    }

    private static ImmutableArray<Effect.Announce> Turned(string? before, SparkConnectStatus after) => (before, after.State) switch
    {
        (not SparkConnectStates.Ready, SparkConnectStates.Ready) => Said(EventReasons.ConnectServerReady, $"Clients may connect to sc://{after.Server!.ServiceName}."),
        (SparkConnectStates.Ready, SparkConnectStates.NotReady) => [new Effect.Announce(EventReasons.ConnectServerNotReady, $"Pod {after.Server!.PodName} is not ready any more.", IsWarning: true)],
        _ => [],
    };

    private static ImmutableArray<Effect.Announce> Said(string reason, string message) => [new Effect.Announce(reason, message)];
}
