using Controller.SparkApplications.Rules;
using Controller.SparkApplications.States;
using Controller.SparkApplications.Status;
using Shared.Contracts.SparkApplications;

namespace Controller.SparkApplications;

/// <summary>Every rule of a SparkApplication's life. Pure: no clock, no I/O, no chance.</summary>
public static class StateMachine
{
    /// <param name="spec">With defaults applied.</param>
    public static Decision Decide(
        SparkApplicationSpec spec, SparkApplicationStatus status, ObservedWorld world, DateTimeOffset now, LifeRules? rules = null)
    {
        var situation = new Situation(spec, status, world, now.ToUniversalTime(), rules ?? LifeRules.Default);
        return Explanation.Complete(situation, PartialRestart.Complete(situation, ByState(situation)));
    }

    /// <summary>What becomes of an application whose submission was refused.</summary>
    public static Decision OnRejected(
        SparkApplicationSpec spec, SparkApplicationStatus status, ObservedWorld world, Rejection rejection, DateTimeOffset now, LifeRules? rules = null)
    {
        var situation = new Situation(spec, status, world, now.ToUniversalTime(), rules ?? LifeRules.Default);
        return Explanation.Complete(situation, Submission.Refused(situation, rejection));
    }

    /// <summary>What is recorded while a submission goes on elsewhere.</summary>
    public static Decision OnWaiting(
        SparkApplicationSpec spec, SparkApplicationStatus status, ObservedWorld world, Waiting waiting, DateTimeOffset now, LifeRules? rules = null)
    {
        var situation = new Situation(spec, status, world, now.ToUniversalTime(), rules ?? LifeRules.Default);
        return Explanation.Complete(situation, Decision.Rest(status, situation.Rules.LeftoverPoll) with { Waiting = waiting });
    }

    private static Decision ByState(Situation situation) => situation switch
    {
        { World.Application.IsBeingDeleted: true } => Deletion.Decide(situation),
        _ when SuspendRules.IsWanted(situation) => Suspension.Begin(situation),
        _ when SpecChange.WantsRerun(situation) => Invalidation.Begin(situation),
        _ => situation.Status.State switch
        {
            ApplicationState.New => Submission.Decide(situation),
            ApplicationState.Submitted => Following.Decide(situation),
            ApplicationState.Running => Following.Decide(situation),
            ApplicationState.Unknown => Following.Decide(situation),
            ApplicationState.Succeeding => Succeeding.Decide(situation),
            ApplicationState.Failing => Failing.Decide(situation),
            ApplicationState.Completed => Ended.Decide(situation),
            ApplicationState.Failed => Ended.Decide(situation),
            ApplicationState.SubmissionFailed => SubmissionFailed.Decide(situation),
            ApplicationState.PendingRerun => PendingRerun.Decide(situation),
            ApplicationState.Invalidating => Invalidation.Finish(situation),
            ApplicationState.Suspending => Suspension.Finish(situation),
            ApplicationState.Suspended => Suspended.Decide(situation),
            ApplicationState.Resuming => Resuming.Decide(situation),
            _ => throw new System.Diagnostics.UnreachableException($"State '{situation.Status.State}' has no rule."),
        },
    };
}
