using Controller.SparkApplications.Rules;
using Controller.SparkApplications.Status;
using Shared.Contracts.SparkApplications;

namespace Controller.SparkApplications.States;

/// <summary>At rest until the user resumes it. A pod of the attempt that escaped is still taken down.</summary>
internal static class Suspended
{
    public static Decision Decide(Situation situation)
    {
        // A submitter Job that was deleted too late, or a submission that was never recorded, has made the driver of the next attempt. It is recorded, so
        // that it is taken down like any other and its id is never used again.
        if (situation.World.DriverOf(situation.World.NextSubmissionId) is { } late)
            return new Decision(situation.Status with { SubmissionId = late.SubmissionId }, [], situation.Rules.LeftoverPoll);

        var alive = situation.World.Drivers.Concat(situation.World.Executors.Where(pod => !pod.IsFinished))
            .Where(pod => pod.SubmissionId == situation.Status.SubmissionId)
            .ToList();

        if (alive.Count > 0)
        {
            return new Decision(situation.Status, Leftovers.OfAttemptPodsLast(situation), situation.Rules.LeftoverPoll)
            {
                Waiting = alive.Find(pod => Leftovers.IsStuck(pod, situation)) is { } stuck ? Waits.ForStuck(stuck) : null,
            };
        }

        return situation.Spec.Suspend is true
            ? Decision.Rest(situation.Status, situation.Rules.Resync)
            : new Decision(situation.Status with { State = ApplicationState.Resuming }, []);
    }
}
