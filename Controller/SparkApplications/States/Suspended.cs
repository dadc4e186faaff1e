using Controller.Pods;
using Controller.SparkApplications.Rules;
using Controller.SparkApplications.Status;
using Shared.Contracts.Names;
using Shared.Contracts.SparkApplications;

namespace Controller.SparkApplications.States;

/// <summary>At rest until the user resumes it. A pod of the attempt that escaped is still taken down.</summary>
internal static class Suspended
{
    public static Decision Decide(Situation situation)
    {
        // Of whatever attempt: a submitter Job that was on its way makes the driver of the next one.
        var alive = situation.World.Drivers.Concat(situation.World.Executors.Where(pod => !pod.IsFinished)).ToList();

        if (alive.Count > 0)
        {
            return new Decision(situation.Status, [.. Leftovers.OfAttempt(situation), .. alive.Where(pod => IsLate(pod, situation)).Select(Delete)], situation.Rules.LeftoverPoll)
            {
                Waiting = alive.Find(pod => Leftovers.IsStuck(pod, situation)) is { } stuck ? Waits.ForStuck(stuck) : null,
            };
        }

        return situation.Spec.Suspend is true
            ? Decision.Rest(situation.Status, situation.Rules.Resync)
            : new Decision(situation.Status with { State = ApplicationState.Resuming }, []);
    }

    private static bool IsLate(PodRecord pod, Situation situation) => pod.SubmissionId != situation.Status.SubmissionId && !pod.IsTerminating;

    private static Effect Delete(PodRecord pod) =>
        pod.Role == SparkRoles.Driver ? new Effect.DeleteDriver(pod.Name, pod.Uid) : new Effect.DeleteExecutor(pod.Name, pod.Uid);
}
