using Shared.Contracts.SparkApplications;

namespace Controller.SparkApplications.Rules;

/// <summary>What an attempt leaves behind in the status.</summary>
internal static class StatusReset
{
    /// <summary>The attempt is over; the counters and the chain of ids go on.</summary>
    public static SparkApplicationStatus ForNextAttempt(SparkApplicationStatus status) => status with
    {
        ApplicationState = null,
        SparkApplicationId = null,
        DriverInfo = new DriverInfo(),
        ExecutorState = null,
        RunningExecutors = null,
        TerminationTime = null,
        Diagnosis = null,
    };

    /// <summary>The user asked for something else: counting begins anew, the chain of ids goes on so that none repeats.</summary>
    public static SparkApplicationStatus ForNewSpec(SparkApplicationStatus status) => ForNextAttempt(status) with
    {
        SubmissionAttempts = null,
        ExecutionAttempts = null,
        LastSubmissionAttemptTime = null,
    };
}
