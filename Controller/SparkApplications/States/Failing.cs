using Controller.SparkApplications.Rules;
using Shared.Contracts.SparkApplications;

namespace Controller.SparkApplications.States;

/// <summary>The driver failed, and that was recorded; now it is decided what follows, and when.</summary>
internal static class Failing
{
    public static Decision Decide(Situation situation)
    {
        var policy = RestartRules.From(situation.Spec);
        if (!RetryRules.AfterFailure(policy, situation.Status))
        {
            return new Decision(
                situation.Status with { State = ApplicationState.Failed, TerminationTime = situation.Status.TerminationTime ?? situation.RecordedNow },
                Leftovers.AfterTheEnd(situation));
        }

        var remaining = RetryRules.Remaining(situation.Status, policy.FailureRetryInterval, situation.Now);
        return remaining > TimeSpan.Zero ? Decision.Rest(situation.Status, remaining) : Rerun.Begin(situation);
    }
}
