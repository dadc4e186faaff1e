using Shared.Contracts.Core;

namespace Shared.Contracts.SparkApplications;

/// <summary>Executors by need; <c>spark.dynamicAllocation.*</c>. When present it wins over <c>sparkConf</c>. Also part of SparkConnect.</summary>
public sealed record DynamicAllocation : OpenRecord
{
    /// <summary>Absent means false, and then nothing else here counts.</summary>
    public bool? Enabled { get; init; }

    /// <summary>Executors at the start. Absent means <see cref="MinExecutors"/>.</summary>
    public int? InitialExecutors { get; init; }

    /// <summary>Never fewer. Absent means none.</summary>
    public int? MinExecutors { get; init; }

    /// <summary>Never more. Absent means no limit.</summary>
    public int? MaxExecutors { get; init; }

    /// <summary>Keep executors that hold shuffle data, so that no external shuffle service is needed. Absent means true.</summary>
    public bool? ShuffleTrackingEnabled { get; init; }

    /// <summary>How long to keep such an executor. Unit: milliseconds. Absent means Spark's own default: for ever.</summary>
    public long? ShuffleTrackingTimeout { get; init; }
}
