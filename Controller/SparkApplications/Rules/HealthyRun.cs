namespace Controller.SparkApplications.Rules;

/// <summary>A run that lasted long was no part of a series of failures.</summary>
internal static class HealthyRun
{
    /// <summary>The status to go on from when a run has ended: with the counters of a first run when it lasted as long as the application asks for.</summary>
    public static Situation Forgiven(Situation situation) =>
        situation is { World.Wishes.ResetAttemptsAfter: { } least, Status: { LastSubmissionAttemptTime: { } begin, TerminationTime: { } end } status } && end - begin >= least
            ? situation with { Status = status with { SubmissionAttempts = 1, ExecutionAttempts = 1 } }
            : situation;
}
