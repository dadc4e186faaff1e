using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Controller.Applications;
using Shared.Contracts.ScheduledSparkApplications;
using Shared.Contracts.Serialization;

namespace Controller.ScheduledSparkApplications;

/// <summary>One schedule and its runs at one moment.</summary>
/// <param name="Schedule">Null when it cannot be read; <paramref name="Problem"/> then says why.</param>
/// <param name="Runs">Newest first.</param>
/// <param name="IsLive">Read from the API server itself.</param>
public sealed record ScheduleObservation(
    ScheduleRecord Record, ScheduledSparkApplication? Schedule, ScheduledSparkApplicationStatus Status, string? Problem, ImmutableArray<ScheduledRun> Runs, bool IsLive)
{
    // A schedule is looked at with every change of its runs and hardly ever changes itself: each record is read once, and forgotten with it.
    private static readonly ConditionalWeakTable<ScheduleRecord, Reading> Readings = [];

    /// <exception cref="ContractsJsonException">The status cannot be read. A specification that cannot be read is a fact to decide on.</exception>
    public static ScheduleObservation Of(ScheduleRecord record, IEnumerable<ApplicationRecord> runs, bool isLive)
    {
        var (schedule, problem) = Readings.GetValue(record, Read);
        return new ScheduleObservation(
            record, schedule, record.ReadStatus(), problem,
            [.. runs.Select(run => ScheduledRun.Of(run, record.Uid)).OrderByDescending(run => run.CreatedAt).ThenByDescending(run => run.Name, StringComparer.Ordinal)],
            isLive);
    }

    private static Reading Read(ScheduleRecord record)
    {
        try
        {
            return new Reading(record.ReadSchedule(), null);
        }
        catch (ContractsJsonException error)
        {
            return new Reading(null, error.Message);
        }
    }

    private sealed record Reading(ScheduledSparkApplication? Schedule, string? Problem);
}
