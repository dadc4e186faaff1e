using Shared.Contracts.SparkApplications;

namespace Controller.SparkApplications.Status;

/// <summary>What every decision adds to the status: conditions, the generation that it speaks of, and why the application waits.</summary>
internal static class Explanation
{
    public static Decision Complete(Situation situation, Decision decision)
    {
        if (decision.NeedsLiveLook || IsUntouched(situation, decision))
            return decision;

        var status = decision.Status with
        {
            DriverInfo = decision.Status.DriverInfo ?? new DriverInfo(),
            ObservedGeneration = situation.World.Application.Generation,
            Diagnosis = decision.Waiting is { } waiting ? Diagnoses.OfWaiting(waiting) : Settled(decision.Status),
        };
        return decision with { Status = status with { Conditions = StatusConditions.Of(status, decision.Waiting, situation.RecordedNow) } };
    }

    // A new application that only waits for its turn, and the finished work of another operator, are not written to.
    private static bool IsUntouched(Situation situation, Decision decision) =>
        situation.Status.State == decision.Status.State
        && decision.Waiting is null
        && situation.Status.ObservedGeneration is null
        && (decision.Status.State is ApplicationState.New || decision.Status.State.IsTerminal());

    // The reason of a wait ends with the wait.
    private static Diagnosis? Settled(SparkApplicationStatus status) =>
        Waits.IsWait(status.Diagnosis) ? null : status.Diagnosis;
}
