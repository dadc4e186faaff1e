using Controller.Applications;
using Controller.Diagnosing;
using Controller.Effects;
using Controller.Events;
using Controller.Observing;
using Controller.Recording;
using Controller.SparkApplications;
using Controller.SparkApplications.Status;
using Kubernetes.Client.Watching;
using Shared.Contracts.Names;
using Shared.Contracts.Serialization;
using Shared.Contracts.SparkApplications;

namespace Controller;

/// <summary>Observes, lets the rules decide, acts, records, and then tells. All there is of I/O between them.</summary>
public sealed class Reconciler(
    ICachedWorld cache, LiveLook live, EffectExecutor effects, StatusWriter writer, LastWrites writes,
    IAnnouncer announcer, ControllerMetrics metrics, LifeRules rules, TimeProvider clock, ILogger<Reconciler> logger, Investigator? investigator = null)
{
    private const int LooksAtMost = 5;
    private static readonly TimeSpan StaleWait = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestStale = TimeSpan.FromMinutes(1);

    private readonly Rests _rests = new(clock);

    /// <summary>When to look again if nothing happens; null when nothing is left to wait for.</summary>
    /// <exception cref="Kubernetes.Client.Connection.ApiException">Something that a repeat may mend.</exception>
    /// <exception cref="TryAgainException">Likewise.</exception>
    public async Task<TimeSpan?> ReconcileAsync(ObjectKey key, CancellationToken cancellationToken)
    {
        if (cache.Application(key) is not { } record)
        {
            writes.Forget(key);
            effects.Forget(key);
            _rests.Forget(key);
            return null;
        }

        // The cache has not seen yet what we wrote, or were shown, ourselves; its event comes, unless the server lost it.
        var staleSince = writes.StaleSince(record);
        if (clock.GetUtcNow() - staleSince < LongestStale)
            return StaleWait;

        var pods = cache.Pods(key);
        var left = staleSince is null ? _rests.Left(record, pods) : null;
        if (left > TimeSpan.Zero)
            return left;

        try
        {
            // When nothing was heard for the whole of a wait, it is asked whether there was nothing to hear.
            var observation = staleSince is not null ? await RememberAsync(live.AtAsync(key, cancellationToken))
                : left is null ? Observation.Of(record, pods, isLive: false)
                : await RememberAsync(live.OfQuietAsync(record, pods, cancellationToken));
            return await ReconcileAsync(key, observation, cancellationToken);
        }
        catch (ContractsJsonException error)
        {
            SetAside(record, error);
            return null;
        }
    }

    private async Task<TimeSpan?> ReconcileAsync(ObjectKey key, Observation? observation, CancellationToken cancellationToken)
    {
        for (var looks = 0; looks < LooksAtMost && observation is not null; looks++)
        {
            var decision = StateMachine.Decide(observation.Spec, observation.Status, observation.World, clock.GetUtcNow(), rules);
            if (decision.NeedsLiveLook)
            {
                observation = await RememberAsync(live.AtAsync(key, cancellationToken));
                continue;
            }

            switch (await ActAsync(observation, decision, cancellationToken))
            {
                case null:
                    observation = await RememberAsync(live.AtAsync(key, cancellationToken));
                    break;
                case var end:
                    return end.Value.RequeueAfter;
            }
        }

        if (observation is null)
            return null;
        Log.Contended(logger, key.Namespace, key.Name, LooksAtMost);
        throw new ContendedException(key, LooksAtMost);
    }

    // What was shown once is not forgotten: a cache that is late would lead back behind it.
    private async Task<Observation?> RememberAsync(Task<Observation?> look)
    {
        var observation = await look;
        if (observation is not null)
            writes.Saw(observation.Record, clock.GetUtcNow());
        return observation;
    }

    /// <summary>Null when the world was not as observed, so that it must be looked at and decided on again.</summary>
    private async Task<End?> ActAsync(Observation observation, Decision decision, CancellationToken cancellationToken)
    {
        // Act, then record, then announce. Names and ids are deterministic, so a crash in between costs a repeat and no duplicate.
        var outcome = await effects.ApplyAsync(observation, decision.Effects, cancellationToken);
        switch (outcome)
        {
            case EffectOutcome.Surprised surprised:
                Log.Surprised(logger, observation.Record.Namespace, observation.Record.Name, surprised.What);
                return null;

            case EffectOutcome.Rejected rejected:
                decision = StateMachine.OnRejected(
                    observation.Spec, observation.Status, observation.World, rejected.Rejection, clock.GetUtcNow(), rules);
                _ = await effects.ApplyAsync(observation, decision.Effects, cancellationToken);
                break;

            case EffectOutcome.Waits waits:
                decision = StateMachine.OnWaiting(observation.Spec, observation.Status, observation.World, waits.Waiting, clock.GetUtcNow(), rules);
                decision = decision with
                {
                    Effects = [.. decision.Effects, .. waits.Announcements],
                    Status = waits.PodsLack is { } lack ? StatusConditions.WithPods(decision.Status, lack, clock.GetUtcNow()) : decision.Status,
                };
                break;

            case EffectOutcome.Done done:
                decision = With(decision, done, clock.GetUtcNow());
                break;
        }

        if (investigator is not null && decision.Investigation is { } investigation)
            decision = decision with { Status = await investigator.ExplainAsync(observation.Record.Namespace, decision.Status, investigation, cancellationToken) };

        switch (await writer.RecordAsync(observation.Record, decision.Status, cancellationToken))
        {
            case Recorded.Conflict:
                return null;
            case Recorded.Later:
                return new End(StatusWriter.Patience);
            case Recorded.Gone:
                return new End(null);
            default:
                Tell(observation, decision);
                if (outcome is EffectOutcome.Waits { Because: { } error })
                    throw error;
                Rest(observation, decision);
                return new End(decision.RequeueAfter);
        }
    }

    // Other states are left by what was recorded itself, and what was looked at live may be ahead of the caches.
    private void Rest(Observation observation, Decision decision)
    {
        if (!observation.World.IsLive && decision is { RequeueAfter: { } time, Status.State: ApplicationState.Submitted or ApplicationState.Running })
            _rests.Begin(observation.Key, observation.Record.Uid, writes.VersionOf(observation.Record), observation.World.Pods, time);
        else
            _rests.Forget(observation.Key);
    }

    private static Decision With(Decision decision, EffectOutcome.Done done, DateTimeOffset now)
    {
        var status = done.WebUI is { } ui ? decision.Status with { DriverInfo = ui with { PodName = decision.Status.DriverInfo?.PodName } } : decision.Status;
        return decision with
        {
            Effects = [.. decision.Effects, .. done.Announcements],
            Status = done.PodsLack is { } lack ? StatusConditions.WithPods(status, lack, now) : status,
        };
    }

    private void Tell(Observation observation, Decision decision)
    {
        var (from, to) = (observation.Status.State, decision.Status.State);
        if (from != to)
        {
            Log.StateChanged(logger, observation.Record.Namespace, observation.Record.Name, from, to);
            metrics.Moved(observation, decision.Status, clock.GetUtcNow());
        }

        foreach (var announcement in decision.Effects.OfType<Effect.Announce>())
            announcer.Announce(observation.Record, announcement);
    }

    // One object that cannot be read must not stop the others, nor be lost without a word.
    private void SetAside(ApplicationRecord record, ContractsJsonException error)
    {
        metrics.SetAside("sparkapplication");
        Log.SetAside(logger, record.Namespace, record.Name, error.Message);
        announcer.Announce(record, new Effect.Announce(
            EventReasons.ApplicationUnreadable, $"The status cannot be read and the application is left alone: {error.Message}", IsWarning: true));
    }

    private readonly record struct End(TimeSpan? RequeueAfter);
}
