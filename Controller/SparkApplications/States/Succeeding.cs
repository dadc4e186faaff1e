using Controller.SparkApplications.Rules;
using Shared.Contracts.SparkApplications;

namespace Controller.SparkApplications.States;

/// <summary>The driver ended well, and that was recorded; now it is decided what follows.</summary>
internal static class Succeeding
{
    public static Decision Decide(Situation situation) =>
        RetryRules.AfterSuccess(RestartRules.From(situation.Spec))
            ? Rerun.Begin(HealthyRun.Forgiven(situation))
            : new Decision(
                situation.Status with { State = ApplicationState.Completed, TerminationTime = situation.Status.TerminationTime ?? situation.RecordedNow },
                Leftovers.AfterTheEnd(situation));
}
