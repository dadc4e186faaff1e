using Controller.SparkApplications.Rules;
using Shared.Contracts.SparkApplications;

namespace Controller.SparkApplications.States;

/// <summary>Takes down what an attempt left; the next one begins when it is gone.</summary>
internal static class Rerun
{
    public static Decision Begin(Situation situation) => new(
        StatusReset.ForNextAttempt(situation.Status) with { State = ApplicationState.PendingRerun },
        Leftovers.OfAttempt(situation),
        situation.Rules.LeftoverPoll);
}
