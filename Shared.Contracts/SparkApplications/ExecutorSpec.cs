using Shared.Contracts.Schemas;

namespace Shared.Contracts.SparkApplications;

/// <summary>The executors' pods.</summary>
public sealed record ExecutorSpec : SparkPodSpec
{
    /// <summary>How many. Absent means 1 unless dynamic allocation is on; <c>spark.executor.instances</c>.</summary>
    [Schema(Minimum = 1)] public int? Instances { get; init; }

    /// <summary>Whether Spark deletes executors that ended. Absent means Spark's own default, true; <c>spark.kubernetes.executor.deleteOnTermination</c>.</summary>
    public bool? DeleteOnTermination { get; init; }
}
