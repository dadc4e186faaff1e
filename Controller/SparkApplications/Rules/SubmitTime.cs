using Controller.SparkApplications.Status;
using Shared.Contracts.SparkApplications;

namespace Controller.SparkApplications.Rules;

/// <summary>
/// The time that Spark is told as that of its submission. It comes from recorded instants, never from the clock, so that a repeated
/// pass renders the same bytes.
/// </summary>
internal static class SubmitTime
{
    public static DateTimeOffset Of(Situation situation) => situation.Status switch
    {
        { State: ApplicationState.SubmissionFailed, LastSubmissionAttemptTime: not null } failed =>
            situation.Now + Min(RetryRules.Remaining(failed, RestartRules.From(situation.Spec).SubmissionRetryInterval, situation.Now), TimeSpan.Zero),
        _ => StatusConditions.LastChange(situation.Status) ?? situation.World.Application.CreatedAt,
    };

    private static TimeSpan Min(TimeSpan one, TimeSpan other) => one < other ? one : other;
}
