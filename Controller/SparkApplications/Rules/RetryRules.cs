using Shared.Contracts.SparkApplications;

namespace Controller.SparkApplications.Rules;

/// <summary>Whether an attempt is followed by another, and when.</summary>
internal static class RetryRules
{
    // Far enough for every policy, near enough for arithmetic on instants.
    private static readonly TimeSpan Ceiling = TimeSpan.FromDays(366);

    public static bool AfterSuccess(RestartRules policy) => policy.Type is RestartType.Always;

    /// <summary>The count is of runs: n retries make n + 1 runs.</summary>
    public static bool AfterFailure(RestartRules policy, SparkApplicationStatus status) => policy.Type switch
    {
        RestartType.Always => true,
        RestartType.OnFailure => policy.FailureRetries > 0 && (status.ExecutionAttempts ?? 0) <= policy.FailureRetries,
        _ => false,
    };

    public static bool AfterSubmissionFailure(RestartRules policy, SparkApplicationStatus status) => policy.Type switch
    {
        RestartType.Always => true,
        RestartType.OnFailure => policy.SubmissionRetries > 0 && (status.SubmissionAttempts ?? 0) <= policy.SubmissionRetries,
        _ => false,
    };

    /// <summary>What is left until the next attempt; zero or less means now. The interval counts from the last submission and grows with each.</summary>
    public static TimeSpan Remaining(SparkApplicationStatus status, TimeSpan interval, DateTimeOffset now) =>
        status.LastSubmissionAttemptTime is { } last ? last + Grown(interval, status.SubmissionAttempts ?? 1) - now : TimeSpan.Zero;

    private static TimeSpan Grown(TimeSpan interval, int attempts) =>
        TimeSpan.FromSeconds(Math.Min(interval.TotalSeconds * Math.Max(attempts, 1), Ceiling.TotalSeconds));
}
