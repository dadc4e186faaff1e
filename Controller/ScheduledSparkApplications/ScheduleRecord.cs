using Controller.Objects;
using Shared.Contracts.ScheduledSparkApplications;
using Shared.Contracts.Serialization;

namespace Controller.ScheduledSparkApplications;

/// <summary>A ScheduledSparkApplication as the cache keeps it.</summary>
public sealed record ScheduleRecord : ObjectRecord
{
    public override string ApiVersion => ScheduledSparkApplication.GroupVersion;
    public override string Kind => ScheduledSparkApplication.KindName;

    /// <exception cref="ContractsJsonException">A member has the wrong type; names the path.</exception>
    public ScheduledSparkApplication ReadSchedule() => Read<ScheduledSparkApplication>();

    /// <exception cref="ContractsJsonException">A member has the wrong type; names the path.</exception>
    public ScheduledSparkApplicationStatus ReadStatus() => ReadStatus<ScheduledSparkApplicationStatus>();
}
