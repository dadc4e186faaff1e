using Shared.Contracts.Core;
using Shared.Contracts.Schemas;
using Shared.Contracts.SparkApplications;

namespace Shared.Contracts.ScheduledSparkApplications;

/// <summary>Runs of one job by the clock. Kind <c>ScheduledSparkApplication</c>, <c>sparkoperator.k8s.io/v1beta2</c>.</summary>
public sealed record ScheduledSparkApplication : OpenRecord
{
    public const string GroupVersion = SparkApplication.GroupVersion;
    public const string KindName = "ScheduledSparkApplication";

    public string? ApiVersion { get; init; }
    public string? Kind { get; init; }

    /// <summary>Runs are named <c>{name}-{time}</c>; labels, not annotations, are copied to each run.</summary>
    [Schema(Required = true)] public ObjectMeta? Metadata { get; init; }

    [Schema(Required = true)] public ScheduledSparkApplicationSpec? Spec { get; init; }
    public ScheduledSparkApplicationStatus? Status { get; init; }
}

/// <summary>When to run what.</summary>
public sealed record ScheduledSparkApplicationSpec : OpenRecord
{
    /// <summary>Five fields of cron, a name such as <c>@hourly</c>, or <c>@every 90m</c>; a zone may precede it as <c>CRON_TZ=</c>.</summary>
    [Schema(Required = true)] public string? Schedule { get; init; }

    /// <summary>IANA name, <c>UTC</c> or <c>Local</c>, the zone of the controller. Absent means <c>Local</c>. A zone in the schedule wins.</summary>
    public string? TimeZone { get; init; }

    /// <summary>The job; copied into each run as it is.</summary>
    [Schema(Required = true)] public SparkApplicationSpec? Template { get; init; }

    /// <summary>True starts no further runs and leaves those alone that run.</summary>
    public bool? Suspend { get; init; }

    /// <summary>What to do while an earlier run is not over: one of <see cref="ConcurrencyPolicies"/>.</summary>
    public string? ConcurrencyPolicy { get; init; }

    /// <summary>How late a run may still be started. Unit: seconds. Absent means any time, or 60 with the catch-up policy <c>Skip</c>. Not part of the original API.</summary>
    [Schema(Minimum = 0)] public long? StartingDeadlineSeconds { get; init; }

    /// <summary>
    /// What becomes of runs that were due while nobody could start them: one of <see cref="CatchUpPolicies"/>. Absent means <c>Once</c>. Not part of the original API.
    /// </summary>
    [Schema(OneOf = [CatchUpPolicies.Once, CatchUpPolicies.Skip])] public string? CatchUpPolicy { get; init; }

    /// <summary>Runs that ended well and are kept. Absent means 1.</summary>
    public int? SuccessfulRunHistoryLimit { get; init; }

    /// <summary>Runs that failed and are kept. Absent means 1.</summary>
    public int? FailedRunHistoryLimit { get; init; }
}

/// <summary>Values of <see cref="ScheduledSparkApplicationSpec.ConcurrencyPolicy"/>.</summary>
public static class ConcurrencyPolicies
{
    public const string Allow = "Allow";
    public const string Forbid = "Forbid";

    /// <summary>Deletes the earlier run.</summary>
    public const string Replace = "Replace";
}

/// <summary>Values of <see cref="ScheduledSparkApplicationSpec.CatchUpPolicy"/>.</summary>
public static class CatchUpPolicies
{
    /// <summary>However many were missed, one run is started, for the latest of them.</summary>
    public const string Once = "Once";

    /// <summary>None is started; the schedule goes on with the next.</summary>
    public const string Skip = "Skip";
}
