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
        var timeout = driver.IsTerminating ? null : DriverTimeout.Of(situation, verdict.State);
        if (timeout is { IsOver: true })
            return situation.World.IsLive ? Expire(situation, driver, timeout) : Decision.LookLive(situation.Status);

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
            Diagnosis = Diagnoses.OfDriver(driver, verdict, situation.Status.Diagnosis),
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
            Soonest(situation.Rules.Resync, timeout?.Left, UnexplainedLeft(situation, verdict, status)))
        {
            Waiting = Leftovers.IsStuck(driver, situation) ? Waits.ForStuck(driver) : null,
            Investigation = Investigate(situation, driver, verdict, status),
        };
    }

    // Its time is over. That is recorded first, for a pod that is gone tells nothing; then it is stopped, and what follows is a matter of the restart policy.
    private static Decision Expire(Situation situation, PodRecord driver, DriverTimeout timeout)
    {
        var executors = ExecutorTracking.Of(situation, ApplicationState.Failing);
        var status = situation.Status with
        {
            ApplicationState = new ApplicationStateInfo { State = ApplicationState.Failing.ToText(), ErrorMessage = timeout.Message },
            TerminationTime = situation.Status.TerminationTime ?? situation.RecordedNow,
            ExecutorState = executors.States,
            RunningExecutors = null,
            Diagnosis = Diagnoses.OfTimeout(timeout, driver),
        };
        return new Decision(
            status,
            [.. executors.Announcements, new Effect.Announce(EventReasons.DriverFailed, $"Driver {driver.Name} is stopped: {timeout.Message}.", IsWarning: true)]);
    }

    // The pod itself says nothing of a volume that cannot be mounted, nor of the exception that ended the program.
    private static Investigation? Investigate(Situation situation, PodRecord driver, DriverVerdict verdict, SparkApplicationStatus status) => verdict.State switch
    {
        DriverState.Failed when driver.Spark is { Phase: ContainerPhase.Terminated, Reason: not "OOMKilled" } => new Investigation(InvestigationKind.Log, driver.Name, driver.Uid),
        DriverState.Pending when UnexplainedLeft(situation, verdict, status) <= TimeSpan.Zero => new Investigation(InvestigationKind.Events, driver.Name, driver.Uid),
        _ => null,
    };

    private static TimeSpan? UnexplainedLeft(Situation situation, DriverVerdict verdict, SparkApplicationStatus status) =>
        verdict.State is DriverState.Pending && status.Diagnosis is null && status.LastSubmissionAttemptTime is { } submitted
            ? submitted + situation.Rules.UnexplainedPending - situation.Now
            : null;

    private static TimeSpan Soonest(TimeSpan most, params ReadOnlySpan<TimeSpan?> others)
    {
        foreach (var other in others)
        {
            if (other is { } wait && wait > TimeSpan.Zero && wait < most)
                most = wait;
        }

        return most;
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
            Diagnosis = Diagnoses.OfMissingDriver(situation.Status, situation.World.DriverName),
        };
        var notFound = new Effect.Announce(
            EventReasons.DriverNotFound, $"Driver pod {situation.World.DriverName} was not found; how it ended is unknown.", IsWarning: true);
        return new Decision(status, [.. executors.Announcements, notFound]);
    }

    private static TimeSpan? GraceLeft(Situation situation) =>
        situation.Status.LastSubmissionAttemptTime is { } submitted ? submitted + situation.Rules.DriverGrace - situation.Now : null;
}
