using System.Text.Json.Nodes;
using Controller.Applications;
using Controller.Effects;
using Controller.Events;
using Controller.Pods;
using Controller.Recording;
using Controller.SparkApplications;
using Kubernetes.Client;
using Kubernetes.Client.Watching;
using Shared.Contracts.Names;
using Shared.Contracts.Serialization;

namespace Controller.SparkConnects;

/// <summary>Observes a Connect server, lets the rules decide, acts, records, and then tells.</summary>
/// <param name="cached">The object and its pods as the watches told; null when there is no such object.</param>
public sealed class ConnectReconciler(
    IKubernetesApi api, Func<ObjectKey, (ConnectRecord Connect, IReadOnlyList<PodRecord> Pods)?> cached, StatusWriter writer, LastWrites writes,
    IAnnouncer announcer, ConnectMetrics metrics, ConnectCheck check, TimeProvider clock, ILogger<ConnectReconciler> logger)
{
    private const int LooksAtMost = 5;
    private static readonly TimeSpan StaleWait = TimeSpan.FromSeconds(1);

    private readonly ConnectReadings _readings = new(check);
    private readonly ConnectShell _shell = new(api, check);

    /// <summary>When to look again if nothing happens; null when nothing is left to wait for.</summary>
    /// <exception cref="PolicyUnknownException">Nobody can say yet which policy holds.</exception>
    /// <exception cref="Kubernetes.Client.Connection.ApiException">Something that a repeat may mend.</exception>
    public async Task<TimeSpan?> ReconcileAsync(ObjectKey key, CancellationToken cancellationToken)
    {
        if (cached(key) is not var (record, pods))
        {
            writes.Forget(key);
            return null;
        }

        if (writes.AreNewerThan(record))
            return StaleWait;

        try
        {
            return await ReconcileAsync(ConnectObservation.Of(record, pods, _readings.Of(record), isLive: false), cancellationToken);
        }
        catch (ContractsJsonException error)
        {
            Log.ObjectSetAside(logger, record.Kind, record.Namespace, record.Name, error.Message);
            announcer.Announce(record, new Effect.Announce(EventReasons.ConnectUnreadable, $"The status cannot be read and the server is left alone: {error.Message}", IsWarning: true));
            return null;
        }
    }

    private async Task<TimeSpan?> ReconcileAsync(ConnectObservation first, CancellationToken cancellationToken)
    {
        ConnectObservation? observation = first;
        for (var looks = 0; looks < LooksAtMost && observation is not null; looks++)
        {
            var decision = ConnectRules.Decide(observation, clock.GetUtcNow());
            if (!decision.NeedsLiveLook && await _shell.ApplyAsync(observation, decision.Effects, cancellationToken) is not EffectOutcome.Surprised and var outcome)
            {
                if (outcome is EffectOutcome.Rejected rejected)
                    decision = ConnectRules.Refused(observation, rejected.Rejection, clock.GetUtcNow());
                switch (await RecordAsync(observation, decision, cancellationToken))
                {
                    case Recorded.Yes:
                        Tell(observation, decision);
                        return decision.RequeueAfter;
                    case Recorded.Gone:
                        return null;
                    case Recorded.Later:
                        return StatusWriter.Patience;
                }
            }

            observation = await _shell.LookAsync(first.Record.Key, cancellationToken);
        }

        return observation is null ? null : throw new ContendedException(first.Record.Key, LooksAtMost);
    }

    private Task<Recorded> RecordAsync(ConnectObservation observation, ConnectDecision decision, CancellationToken cancellationToken) =>
        writer.RecordAsync(SparkResources.SparkConnects, observation.Record, (JsonObject)ContractsJson.ToNode(decision.Status), cancellationToken);

    private void Tell(ConnectObservation observation, ConnectDecision decision)
    {
        var (from, to) = (observation.Status.State ?? "", decision.Status.State ?? "");
        if (from != to)
            Log.ConnectMoved(logger, observation.Record.Namespace, observation.Record.Name, from, to);
        metrics.Decided(observation, decision, clock.GetUtcNow());
        foreach (var announcement in decision.Said)
            announcer.Announce(observation.Record, announcement);
    }
}
