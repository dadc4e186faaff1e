using System.Collections.Immutable;
using Controller.Pods;
using Controller.SparkApplications.Tracking;
using Shared.Contracts.SparkApplications;

namespace Controller.SparkApplications.Rules;

/// <summary>What an attempt leaves behind in the cluster, and how it is taken away.</summary>
internal static class Leftovers
{
    /// <summary>Everything of the recorded attempt. Executors do not go with their driver, for the application owns them too.</summary>
    public static ImmutableArray<Effect> OfAttempt(Situation situation) =>
    [
        .. DisruptionBudget(situation),
        .. situation.World.Drivers
            .Where(driver => driver.SubmissionId == situation.Status.SubmissionId && !driver.IsTerminating)
            .Select(driver => new Effect.DeleteDriver(driver.Name, driver.Uid)),
        .. Executors(situation),
        .. Companions(situation.Status),
        .. Surroundings(situation.Status, isLastAttempt: false),
    ];

    /// <summary>The same, pods last: where nothing but a living pod tells that there is something to take away, it must be there until the rest is gone.</summary>
    public static ImmutableArray<Effect> OfAttemptPodsLast(Situation situation) =>
        [.. OfAttempt(situation).OrderBy(effect => effect is Effect.DeleteDriver or Effect.DeleteExecutor)];

    /// <summary>All but the driver's pod, which stays for its log.</summary>
    public static ImmutableArray<Effect> AfterTheEnd(Situation situation) =>
        [.. DisruptionBudget(situation), .. Executors(situation), .. Companions(situation.Status), .. Surroundings(situation.Status, isLastAttempt: true)];

    /// <summary>Those that still run. What has finished was kept on purpose, or goes with its owner.</summary>
    public static IEnumerable<Effect> Executors(Situation situation) => situation.World.Executors
        .Where(executor => executor.SubmissionId == situation.Status.SubmissionId && executor is { IsFinished: false, IsTerminating: false })
        .Select(executor => new Effect.DeleteExecutor(executor.Name, executor.Uid));

    /// <summary>Of the recorded attempt. One that has ended is none, whatever runs beside it.</summary>
    public static ImmutableArray<Effect> RunningDrivers(Situation situation) =>
    [
        .. situation.World.Drivers
            .Where(driver => driver.SubmissionId == situation.Status.SubmissionId && !driver.IsTerminating && !DriverVerdict.Of(driver).IsEnd)
            .Select(driver => new Effect.DeleteDriver(driver.Name, driver.Uid)),
    ];

    public static bool IsStuck(PodRecord pod, Situation situation) =>
        pod.DeletionDeadline is { } deadline && situation.Now > deadline + situation.Rules.StuckAfter;

    private static IEnumerable<Effect> DisruptionBudget(Situation situation) =>
        situation.Status.SubmissionId is { Length: > 0 } ? [new Effect.DeleteDisruptionBudget(situation.Status.DriverInfo?.PodName ?? situation.World.DriverName)] : [];

    private static IEnumerable<Effect> Surroundings(SparkApplicationStatus status, bool isLastAttempt) =>
        status.SubmissionId is { Length: > 0 } ? [new Effect.DeleteSurroundings(isLastAttempt)] : [];

    private static IEnumerable<Effect> Companions(SparkApplicationStatus status) =>
        status.SubmissionId is { Length: > 0 } id ? [new Effect.DeleteCompanions(id)] : [];
}
