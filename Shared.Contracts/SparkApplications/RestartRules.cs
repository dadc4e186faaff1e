namespace Shared.Contracts.SparkApplications;

/// <summary>The three answers to "run it again?".</summary>
public enum RestartType
{
    Never,
    OnFailure,
    Always,
}

/// <summary>A restart policy with nothing left open.</summary>
/// <param name="Type">A text outside of <see cref="RestartPolicyTypes"/>, which the schema refuses, counts as never.</param>
/// <param name="SubmissionRetries">Submissions after the first.</param>
/// <param name="FailureRetries">Runs after the first.</param>
/// <param name="SubmissionRetryInterval">To be multiplied by the number of submissions so far.</param>
/// <param name="FailureRetryInterval">To be multiplied by the number of submissions so far.</param>
public sealed record RestartRules(
    RestartType Type, int SubmissionRetries, int FailureRetries, TimeSpan SubmissionRetryInterval, TimeSpan FailureRetryInterval)
{
    private const long DefaultIntervalSeconds = 5;

    public static RestartRules From(SparkApplicationSpec spec)
    {
        var policy = spec.RestartPolicy;
        return new RestartRules(
            policy?.Type switch
            {
                RestartPolicyTypes.Always => RestartType.Always,
                RestartPolicyTypes.OnFailure => RestartType.OnFailure,
                _ => RestartType.Never,
            },
            policy?.OnSubmissionFailureRetries ?? 0,
            policy?.OnFailureRetries ?? 0,
            Interval(policy?.OnSubmissionFailureRetryInterval),
            Interval(policy?.OnFailureRetryInterval));
    }

    // A value outside of what the schema allows reaches us only past a foreign or older schema; a century stands for "practically never".
    private static TimeSpan Interval(long? seconds) =>
        TimeSpan.FromSeconds(Math.Clamp(seconds ?? DefaultIntervalSeconds, 0, 3_155_760_000L));
}
