using System.Collections.Immutable;
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
    /// <exception cref="ContractsJsonException">The status cannot be read. A specification that cannot be read is a fact to decide on.</exception>
    public static ScheduleObservation Of(ScheduleRecord record, IEnumerable<ApplicationRecord> runs, bool isLive)
    {
        var (schedule, problem) = Read(record);
        return new ScheduleObservation(
            record, schedule, record.ReadStatus(), problem,
            [.. runs.Select(run => ScheduledRun.Of(run, record.Uid)).OrderByDescending(run => run.CreatedAt).ThenByDescending(run => run.Name, StringComparer.Ordinal)],
            isLive);
    }

    private static (ScheduledSparkApplication? Schedule, string? Problem) Read(ScheduleRecord record)
    {
        try
        {
            return (record.ReadSchedule(), null);
        }
        catch (ContractsJsonException error)
        {
            return (null, error.Message);
        }
    }
}
