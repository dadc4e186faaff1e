using System.Text.Json.Nodes;
using Controller.Applications;
using Controller.Events;
using Controller.Recording;
using Controller.SparkApplications;
using Kubernetes.Client;
using Kubernetes.Client.Watching;
using Shared.Contracts.Names;
using Shared.Contracts.Serialization;

namespace Controller.ScheduledSparkApplications;

/// <summary>Observes a schedule, lets the rules decide, acts, records, and then tells.</summary>
/// <param name="cached">The schedule and its runs as the watches told; null when there is no such schedule.</param>
public sealed class ScheduleReconciler(
    IKubernetesApi api, Func<ObjectKey, (ScheduleRecord Schedule, IReadOnlyList<ApplicationRecord> Runs)?> cached, StatusWriter writer, LastWrites writes,
    IAnnouncer announcer, ScheduleMetrics metrics, ScheduleSettings settings, TimeProvider clock, ILogger<ScheduleReconciler> logger)
{
    private const int LooksAtMost = 5;
    private static readonly TimeSpan StaleWait = TimeSpan.FromSeconds(1);

    private readonly ScheduleShell _shell = new(api);

    /// <summary>When to look again if nothing happens; null when nothing is left to wait for.</summary>
    /// <exception cref="Kubernetes.Client.Connection.ApiException">Something that a repeat may mend.</exception>
    public async Task<TimeSpan?> ReconcileAsync(ObjectKey key, CancellationToken cancellationToken)
    {
        if (cached(key) is not var (record, runs))
        {
            writes.Forget(key);
            return null;
        }

        if (writes.AreNewerThan(record))
            return StaleWait;

        try
        {
            return await ReconcileAsync(ScheduleObservation.Of(record, runs, isLive: false), cancellationToken);
        }
        catch (ContractsJsonException error)
        {
            Log.ObjectSetAside(logger, record.Kind, record.Namespace, record.Name, error.Message);
            announcer.Announce(record, new Effect.Announce(EventReasons.ScheduleUnreadable, $"The status cannot be read and the schedule is left alone: {error.Message}", IsWarning: true));
            return null;
        }
    }

    private async Task<TimeSpan?> ReconcileAsync(ScheduleObservation first, CancellationToken cancellationToken)
    {
        ScheduleObservation? observation = first;
        for (var looks = 0; looks < LooksAtMost && observation is not null; looks++)
        {
            var decision = ScheduleRules.Decide(observation, clock.GetUtcNow(), settings);
            if (!decision.NeedsLiveLook)
            {
                decision = await ActAsync(observation, decision, cancellationToken);
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

    // Act, then record: runs are named after their instant, so a crash in between costs a repeat that finds the run made.
    private async Task<ScheduleDecision> ActAsync(ScheduleObservation observation, ScheduleDecision decision, CancellationToken cancellationToken) =>
        await _shell.ApplyAsync(observation.Record, decision.Effects, cancellationToken) is { } rejection
            ? ScheduleRules.OnRefused(observation, rejection, clock.GetUtcNow())
            : decision;

    private Task<Recorded> RecordAsync(ScheduleObservation observation, ScheduleDecision decision, CancellationToken cancellationToken) =>
        writer.RecordAsync(SparkResources.ScheduledSparkApplications, observation.Record, (JsonObject)ContractsJson.ToNode(decision.Status), cancellationToken);

    private void Tell(ScheduleObservation observation, ScheduleDecision decision)
    {
        metrics.Missed(decision.Missed);
        foreach (var announcement in decision.Said)
        {
            announcer.Announce(observation.Record, announcement);
            metrics.Said(announcement.Reason);
        }

        foreach (var started in decision.Effects.OfType<ScheduleEffect.StartRun>())
            Log.RunStarted(logger, observation.Record.Namespace, observation.Record.Name, started.Name);
    }
}
