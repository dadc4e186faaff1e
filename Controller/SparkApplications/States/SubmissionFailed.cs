using Controller.SparkApplications.Rules;
using Shared.Contracts.Names;
using Shared.Contracts.SparkApplications;

namespace Controller.SparkApplications.States;

/// <summary>The last submission was refused: try again by policy, or give up.</summary>
internal static class SubmissionFailed
{
    public static Decision Decide(Situation situation)
    {
        var policy = RestartRules.From(situation.Spec);
        // A policy says the same however often it is asked.
        if (situation.Status.Diagnosis?.Category is Rejection.PolicyViolation || !RetryRules.AfterSubmissionFailure(policy, situation.Status))
        {
            return new Decision(
                situation.Status with { State = ApplicationState.Failed, TerminationTime = situation.RecordedNow },
                [
                    .. Leftovers.AfterTheEnd(situation),
                    new Effect.Announce(
                        EventReasons.ApplicationFailed, $"SparkApplication {situation.World.Application.Name} failed: {situation.Status.ErrorMessage}", IsWarning: true),
                ]);
        }

        var remaining = RetryRules.Remaining(situation.Status, policy.SubmissionRetryInterval, situation.Now);
        return remaining > TimeSpan.Zero ? Decision.Rest(situation.Status, remaining) : Submission.Decide(situation);
    }
}
