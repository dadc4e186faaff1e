using Controller.Applications;
using Controller.Objects;
using Shared.Contracts.Core;
using Shared.Contracts.Serialization;
using Shared.Contracts.SparkApplications;

namespace Controller.ScheduledSparkApplications;

/// <summary>A SparkApplication that carries the schedule's label.</summary>
/// <param name="IsOwned">The schedule is its owner, by UID; others are seen and never touched.</param>
public sealed record ScheduledRun(string Name, string Uid, DateTimeOffset CreatedAt, ApplicationState State, bool IsOwned, bool IsBeingDeleted)
{
    /// <summary>True until it completed or failed for good; a run on its way out may still have a driver.</summary>
    public bool IsActive => !State.IsTerminal();

    /// <param name="record">The run.</param>
    /// <param name="scheduleUid">Of the schedule.</param>
    public static ScheduledRun Of(ApplicationRecord record, string scheduleUid)
    {
        var owners = MetadataProjection.Read(record.Json.Span).OwnerReferences.OrEmpty();
        return new ScheduledRun(record.Name, record.Uid, record.CreatedAt, StateOf(record), owners.Any(owner => owner.Uid == scheduleUid), record.IsBeingDeleted);
    }

    // A status that cannot be read is nobody's proof that the run is over.
    private static ApplicationState StateOf(ApplicationRecord record)
    {
        try
        {
            return record.ReadStatus().State;
        }
        catch (ContractsJsonException)
        {
            return ApplicationState.Unknown;
        }
    }
}
