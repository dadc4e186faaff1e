using Shared.Contracts.Core;
using Shared.Contracts.Schemas;
using Shared.Contracts.SparkApplications;

namespace Shared.Contracts.ScheduledSparkApplications;

/// <summary>What the controller knows of a schedule.</summary>
public sealed record ScheduledSparkApplicationStatus : OpenRecord
{
    /// <summary>When the last run was created.</summary>
    [Schema(Nullable = true)] public DateTimeOffset? LastRun { get; init; }

    /// <summary>When the next run is due.</summary>
    [Schema(Nullable = true)] public DateTimeOffset? NextRun { get; init; }

    public string? LastRunName { get; init; }

    /// <summary>Runs that ended well and are kept, newest first.</summary>
    public IReadOnlyList<string>? PastSuccessfulRunNames { get; init; }

    /// <summary>Runs that failed and are kept, newest first.</summary>
    public IReadOnlyList<string>? PastFailedRunNames { get; init; }

    /// <summary>One of <see cref="ScheduleStates"/>; any other text survives reading and writing.</summary>
    public string? ScheduleState { get; init; }

    /// <summary>Why the schedule is not valid.</summary>
    public string? Reason { get; init; }

    /// <summary>Runs that were due and never started. Not part of the original API.</summary>
    public int? MissedRuns { get; init; }

    /// <summary>The schedule with its zone that <c>nextRun</c> was computed from. Not part of the original API.</summary>
    public string? ObservedSchedule { get; init; }

    /// <summary>Why no run is started, if none is.</summary>
    public Diagnosis? Diagnosis { get; init; }

    /// <summary>The generation of the specification that this status speaks of.</summary>
    public long? ObservedGeneration { get; init; }

    /// <summary>Keyed by type.</summary>
    [Schema(Key = "type")] public IReadOnlyList<Condition>? Conditions { get; init; }
}

/// <summary>Values of <see cref="ScheduledSparkApplicationStatus.ScheduleState"/>.</summary>
public static class ScheduleStates
{
    public const string New = "";
    public const string Validating = "Validating";
    public const string Scheduled = "Scheduled";
    public const string FailedValidation = "FailedValidation";
}
