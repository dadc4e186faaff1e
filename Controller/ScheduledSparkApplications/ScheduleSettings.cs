using Shared.Admission.Schedules;

namespace Controller.ScheduledSparkApplications;

/// <summary>What the process's options say about schedules.</summary>
public sealed record ScheduleSettings
{
    public static readonly ScheduleSettings Default = new();

    /// <summary>Unit of the time in the names of runs.</summary>
    public RunNamePrecision Precision { get; init; } = RunNamePrecision.Nanos;

    /// <summary>IANA name of the zone of schedules that name none, or <c>Local</c>.</summary>
    public string LocalZone { get; init; } = "UTC";
}
