using Controller.Pods;
using Controller.SparkApplications.Rules;
using Controller.SparkApplications.Status;
using Controller.SparkApplications.Tracking;
using Shared.Contracts.Names;
using Shared.Contracts.SparkApplications;

namespace Controller.SparkApplications.States;

/// <summary>SUBMITTED, RUNNING and UNKNOWN: the driver's pod decides.</summary>
internal static class Following
{
    public static Decision Decide(Situation situation) =>
        situation.World.DriverOf(situation.Status.SubmissionId) is { } driver ? Follow(situation, driver) : Missing(situation);

    private static Decision Follow(Situation situation, PodRecord driver)
    {
        var verdict = DriverVerdict.Of(driver);
        var state = verdict.ApplicationState;
        var executors = ExecutorTracking.Of(situation, state);
        var status = situation.Status with
        {
            State = state,
            SparkApplicationId = executors.SparkApplicationId ?? driver.SparkApplicationId ?? situation.Status.SparkApplicationId,
            ExecutorState = executors.States,
            RunningExecutors = verdict.IsEnd ? null : executors.Running,
            TerminationTime = verdict.IsEnd ? situation.Status.TerminationTime ?? situation.RecordedNow : situation.Status.TerminationTime,
            SpecRevision = situation.Status.SpecRevision ?? driver.SpecRevision ?? Accepted(situation),
            Diagnosis = Diagnoses.OfDriver(driver, verdict),
        };
        if (verdict.ErrorMessage is { } message)
            status = status with { ErrorMessage = message };

        return new Decision(
            status,
            [
                .. Surround(situation, status),
                .. executors.Announcements,
                .. state == situation.Status.State ? [] : DriverEvents.Of(verdict, driver),
            ],
            situation.Rules.Resync)
        {
            Waiting = Leftovers.IsStuck(driver, situation) ? Waits.ForStuck(driver) : null,
        };
    }

    // Usually made with the driver. While the name of the UI's Service is not recorded, something was in the way: until the driver runs it is tried again.
    private static Effect[] Surround(Situation situation, SparkApplicationStatus status) =>
        situation.Status is { State: ApplicationState.Submitted, DriverInfo.WebUIServiceName: null, SubmissionId: { } id }
            && status.State is ApplicationState.Submitted or ApplicationState.Running
            ? [new Effect.Surround(id, status.SparkApplicationId)]
            : [];

    // A driver that another operator started says nothing about its specification: the present one is taken for it.
    private static string Accepted(Situation situation) =>
        SpecRevision.Of(situation).ToString();

    // A cache may be late, and a pod that is gone says nothing about how it ended: the API server is asked before the verdict.
    private static Decision Missing(Situation situation)
    {
        if (situation.Status.State is ApplicationState.Submitted && GraceLeft(situation) is { } left && left > TimeSpan.Zero)
            return Decision.Rest(situation.Status, left);

        if (!situation.World.IsLive)
            return Decision.LookLive(situation.Status);

        var executors = ExecutorTracking.Of(situation, ApplicationState.Failing);
        var status = situation.Status with
        {
            ApplicationState = new ApplicationStateInfo { State = ApplicationState.Failing.ToText(), ErrorMessage = "driver pod not found" },
            TerminationTime = situation.Status.TerminationTime ?? situation.RecordedNow,
            ExecutorState = executors.States,
            RunningExecutors = null,
            Diagnosis = Diagnoses.OfMissingDriver(situation.Status.State, situation.World.DriverName),
        };
        var notFound = new Effect.Announce(
            EventReasons.DriverNotFound, $"Driver pod {situation.World.DriverName} was not found; how it ended is unknown.", IsWarning: true);
        return new Decision(status, [.. executors.Announcements, notFound]);
    }

    private static TimeSpan? GraceLeft(Situation situation) =>
        situation.Status.LastSubmissionAttemptTime is { } submitted ? submitted + situation.Rules.DriverGrace - situation.Now : null;
}
