using Controller.Pods;
using Controller.SparkApplications.Rules;
using Controller.SparkApplications.Status;

namespace Controller.SparkApplications.States;

/// <summary>Pods that stand in the way of a new attempt, in the order in which they are dealt with.</summary>
internal static class Obstacles
{
    /// <summary>Null when the way is free.</summary>
    public static Decision? Decide(Situation situation)
    {
        var world = situation.World;
        var drivers = world.Drivers.Where(pod => pod.SubmissionId != world.NextSubmissionId).ToList();
        var executors = world.Executors
            .Where(pod => pod.SubmissionId != world.NextSubmissionId && !pod.IsFinished && !Leftovers.IsStuck(pod, situation))
            .ToList();
        var predecessor = world.PredecessorDrivers.FirstOrDefault();
        var stranger = world.Stranger;

        return (drivers, executors, predecessor, stranger) switch
        {
            ([], [], null, null) => null,

            // What looks left over may be the next attempt of another leader: nothing is destroyed on the word of a cache.
            _ when !world.IsLive => Decision.LookLive(situation.Status),

            ([var driver, ..], _, _, _) => Remove(situation, drivers, DriverWithCompanions, Waits.ForOwnDriver(driver, situation)),
            (_, _, { } pod, _) => Wait(situation, Waits.ForPredecessor(pod, situation)),
            (_, _, _, { } pod) when pod.IsTerminating || world.IsPredecessors(pod) => Wait(situation, Waits.ForPredecessor(pod, situation)),
            (_, _, _, { } pod) => Submission.Refused(situation, NameConflict(pod)),
            _ => Remove(situation, executors, pod => [new Effect.DeleteExecutor(pod.Name, pod.Uid)], Waits.ForExecutors(executors)),
        };
    }

    private static Decision Wait(Situation situation, Waiting waiting) =>
        Decision.Rest(situation.Status, situation.Rules.LeftoverPoll) with { Waiting = waiting };

    private static Decision Remove(Situation situation, List<PodRecord> pods, Func<PodRecord, IEnumerable<Effect>> delete, Waiting waiting) =>
        Wait(situation, waiting) with { Effects = [.. pods.Where(pod => !pod.IsTerminating).SelectMany(delete)] };

    // Another leader may have made them after the attempt was cleaned up.
    private static IEnumerable<Effect> DriverWithCompanions(PodRecord driver) => driver.SubmissionId is { } id
        ? [new Effect.DeleteDriver(driver.Name, driver.Uid), new Effect.DeleteCompanions(id)]
        : [new Effect.DeleteDriver(driver.Name, driver.Uid)];

    private static Rejection NameConflict(PodRecord stranger) => new(
        "NameConflict",
        $"pods \"{stranger.Name}\" already exists: it belongs to {Waits.OwnerOf(stranger)}, not to this application (NameConflict).",
        "Delete that pod, or name the driver differently with spec.driver.podName.");
}
