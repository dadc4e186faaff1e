using Controller.SparkApplications.Rules;
using Controller.SparkApplications.Tracking;
using Shared.Contracts.SparkApplications;

namespace Controller.SparkApplications.States;

/// <summary>The driver failed, and that was recorded; now it is decided what follows, and when.</summary>
internal static class Failing
{
    public static Decision Decide(Situation failed)
    {
        if (Leftovers.RunningDrivers(failed) is { IsEmpty: false } outOfTime)
            return new Decision(failed.Status, outOfTime, failed.Rules.LeftoverPoll);

        var situation = HealthyRun.Forgiven(failed);
        var policy = RestartRules.From(situation.Spec);
        if (!RetryRules.AfterFailure(policy, situation.Status) || !IsForgivable(situation))
        {
            return new Decision(
                failed.Status with { State = ApplicationState.Failed, TerminationTime = failed.Status.TerminationTime ?? failed.RecordedNow },
                Leftovers.AfterTheEnd(failed));
        }

        var remaining = RetryRules.Remaining(situation.Status, policy.FailureRetryInterval, situation.Now);
        return remaining > TimeSpan.Zero ? Decision.Rest(failed.Status, remaining) : Rerun.Begin(situation);
    }

    // What the driver shows counts; one that is gone was taken away, by whomever, unless the status says what became of it.
    private static bool IsForgivable(Situation situation) =>
        !situation.World.Wishes.RestartsAfterInfrastructureFailuresOnly
        || FailureCauses.IsInfrastructure(
            situation.World.DriverOf(situation.Status.SubmissionId) is { IsFinished: true } driver
                ? DriverCauses.OfFailed(driver).Category
                : situation.Status.Diagnosis?.Category ?? FailureCauses.OutcomeUnknown);
}
