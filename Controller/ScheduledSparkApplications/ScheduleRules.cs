using System.Collections.Immutable;
using Controller.SparkApplications;
using Shared.Admission.Cron;
using Shared.Admission.Schedules;
using Shared.Contracts.Names;
using Shared.Contracts.ScheduledSparkApplications;

namespace Controller.ScheduledSparkApplications;

/// <summary>When a schedule starts which run. Pure: no clock, no I/O, no chance.</summary>
public static class ScheduleRules
{
    /// <summary>So often the wall clock is looked at while a run is awaited: it may be set, and a timer does not notice.</summary>
    public static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(1);

    /// <summary>A run that the API server refuses is tried again so often, until it is too late for it.</summary>
    public static readonly TimeSpan RefusalRetry = TimeSpan.FromSeconds(15);

    private static readonly TimeSpan SkipDeadline = TimeSpan.FromSeconds(60);

    public static ScheduleDecision Decide(ScheduleObservation observation, DateTimeOffset now, ScheduleSettings settings)
    {
        // Suspended, nothing is written: what is recorded is taken up where it was left.
        if (observation.Record.IsBeingDeleted || observation.Schedule?.Spec?.Suspend is true)
            return new ScheduleDecision(observation.Status, [], [], null);

        var (expression, problem) = ScheduleValidity.Of(observation, settings);
        return expression is null ? Invalid(observation, problem!, now) : Follow(observation, expression, now, settings);
    }

    /// <summary>The API server refused the run. It stays due, so that it starts when what was refused is mended.</summary>
    public static ScheduleDecision OnRefused(ScheduleObservation observation, Rejection rejection, DateTimeOffset now) => new(
        ScheduleStatusRules.Refused(observation, rejection, now), [],
        [new Effect.Announce(EventReasons.RunRefused, $"A run of schedule {observation.Record.Name} could not be created: {rejection.Message}", IsWarning: true)],
        RefusalRetry);

    private static ScheduleDecision Invalid(ScheduleObservation observation, string problem, DateTimeOffset now) => new(
        ScheduleStatusRules.Invalid(observation, problem, now), [],
        observation.Status.Reason == problem
            ? []
            : [new Effect.Announce(EventReasons.ScheduleInvalid, $"Schedule {observation.Record.Name} starts no runs: {problem}", IsWarning: true)],
        null);

    private static ScheduleDecision Follow(ScheduleObservation observation, CronExpression expression, DateTimeOffset now, ScheduleSettings settings)
    {
        var status = observation.Status;
        var text = ScheduleStatusRules.TextOf(observation.Schedule!.Spec!);
        var isSame = status.ObservedSchedule is null || status.ObservedSchedule == text;
        if (status.NextRun is not { } due || !isSame || !Ticks.Holds(expression, due, status.LastRun, now))
            return Wait(observation, status with { NextRun = Ticks.First(expression, status.LastRun, now) }, now);
        if (due > now)
            return Wait(observation, status, now);

        return observation.IsLive ? Start(observation, expression, due, now, settings) : new ScheduleDecision(status, [], [], null) { NeedsLiveLook = true };
    }

    private static ScheduleDecision Start(ScheduleObservation observation, CronExpression expression, DateTimeOffset due, DateTimeOffset now, ScheduleSettings settings)
    {
        var spec = observation.Schedule!.Spec!;
        var (latest, passed) = Ticks.Passed(expression, due, now);
        var missed = passed - MadeBefore(observation, expression, due, latest, settings);
        var next = observation.Status with { NextRun = Ticks.After(expression, due, now) };
        var isMade = IsMade(observation, latest, settings);
        if (!isMade && now - latest > Deadline(spec))
            return Miss(observation, next, missed + 1, EventReasons.RunsMissed, $"{missed + 1} runs of schedule {observation.Record.Name} were due and are too late to be started, the last at {latest:u}.", now);

        var active = observation.Runs.Where(run => run.IsActive).ToImmutableArray();
        if (!isMade && active is [var running, ..] && spec.ConcurrencyPolicy is not (null or "" or ConcurrencyPolicies.Allow or ConcurrencyPolicies.Replace))
            return Miss(observation, next, missed + 1, EventReasons.RunSkipped, $"The run that was due at {latest:u} is left out, because {running.Name} is not over.", now);

        return Run(observation, next, latest, missed, spec.ConcurrencyPolicy is ConcurrencyPolicies.Replace ? active : [], now, settings);
    }

    // An earlier pass made it and died, or met an edit, before it was recorded: it is neither late, nor in its own way, nor missed.
    private static bool IsMade(ScheduleObservation observation, DateTimeOffset tick, ScheduleSettings settings) =>
        observation.Runs.Any(run => run.IsOwned && run.Name == RunNames.Of(observation.Record.Name, tick, settings.Precision));

    // Each was made for the latest instant of its moment.
    private static int MadeBefore(ScheduleObservation observation, CronExpression expression, DateTimeOffset due, DateTimeOffset latest, ScheduleSettings settings) => observation.Runs
        .Where(run => run.IsOwned && run.CreatedAt >= due)
        .Count(run => Ticks.Passed(expression, due, run.CreatedAt).Latest is var tick && tick < latest && run.Name == RunNames.Of(observation.Record.Name, tick, settings.Precision));

    private static ScheduleDecision Run(
        ScheduleObservation observation, ScheduledSparkApplicationStatus next, DateTimeOffset latest, int missed, ImmutableArray<ScheduledRun> replaced, DateTimeOffset now, ScheduleSettings settings)
    {
        var name = RunNames.Of(observation.Record.Name, latest, settings.Precision);

        // An earlier pass made it and died before it was recorded: then it is not in its own way.
        var outdated = replaced.Where(run => run.Name != name && run is { IsOwned: true, IsBeingDeleted: false }).ToList();
        var history = RunHistory.Of(observation.Runs.Where(run => run.Name != name), observation.Schedule!.Spec!);
        var decision = Wait(
            observation,
            next with { LastRun = now.ToUniversalTime(), LastRunName = name, PastSuccessfulRunNames = OrNone(history.Successful), PastFailedRunNames = OrNone(history.Failed), Diagnosis = null },
            now,
            missed);
        return decision with
        {
            Effects =
            [
                .. outdated.Select(run => new ScheduleEffect.DeleteRun(run.Name, run.Uid)),
                new ScheduleEffect.StartRun(name),
                .. history.Superfluous.Select(run => new ScheduleEffect.DeleteRun(run.Name, run.Uid)),
            ],
            Said =
            [
                .. outdated.Select(run => new Effect.Announce(EventReasons.RunReplaced, $"Run {run.Name} is deleted, because the next one is due.", IsWarning: true)),
                .. missed == 0 ? Enumerable.Empty<Effect.Announce>() : [new Effect.Announce(EventReasons.RunsMissed, $"{missed} earlier runs of schedule {observation.Record.Name} were missed; one is started for all.", IsWarning: true)],
                new Effect.Announce(EventReasons.RunStarted, $"Run {name} is started."),
            ],
        };
    }

    private static ImmutableArray<string>? OrNone(ImmutableArray<string> names) => names.IsEmpty ? null : names;

    private static ScheduleDecision Miss(ScheduleObservation observation, ScheduledSparkApplicationStatus next, int missed, string reason, string message, DateTimeOffset now) =>
        Wait(observation, next with { Diagnosis = null }, now, missed) with { Said = [new Effect.Announce(reason, message, IsWarning: true)] };

    private static ScheduleDecision Wait(ScheduleObservation observation, ScheduledSparkApplicationStatus status, DateTimeOffset now, int missed = 0) => new(
        ScheduleStatusRules.Scheduled(observation, missed == 0 ? status : status with { MissedRuns = (status.MissedRuns ?? 0) + missed }, now), [], [],
        status.NextRun is { } next ? Shorter(next - now, LongestWait) : null)
    {
        Missed = missed,
    };

    private static TimeSpan Deadline(ScheduledSparkApplicationSpec spec) => (spec.StartingDeadlineSeconds, spec.CatchUpPolicy) switch
    {
        ({ } seconds, _) => TimeSpan.FromSeconds(Math.Min(seconds, int.MaxValue)),
        (_, CatchUpPolicies.Skip) => SkipDeadline,
        _ => TimeSpan.MaxValue,
    };

    private static TimeSpan Shorter(TimeSpan one, TimeSpan other) => one < other ? one > TimeSpan.Zero ? one : TimeSpan.FromMilliseconds(1) : other;
}
