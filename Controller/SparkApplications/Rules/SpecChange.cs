using Shared.Contracts.SparkApplications;

namespace Controller.SparkApplications.Rules;

/// <summary>Whether the specification that was submitted is still the one that is asked for. Level-triggered: no edit is ever missed.</summary>
internal static class SpecChange
{
    public static bool WantsRerun(Situation situation) =>
        situation.Status.State is not (ApplicationState.New or ApplicationState.Invalidating
            or ApplicationState.Suspending or ApplicationState.Suspended or ApplicationState.Resuming)
        && situation.World.SpecProblem is null
        && Recorded(situation) is { } recorded
        && recorded.Generation != situation.World.Application.Generation
        && SpecRevision.Of(situation.Spec, situation.World.Application.Generation).IsOtherSpecThan(recorded);

    // The driver's copy is for clusters whose CRD prunes our status fields. Once the attempt is over it speaks of the past.
    private static SpecRevision? Recorded(Situation situation) =>
        SpecRevision.Parse(situation.Status.SpecRevision)
        ?? (situation.Status.State is ApplicationState.PendingRerun or ApplicationState.SubmissionFailed
            ? null
            : SpecRevision.Parse(situation.World.DriverOf(situation.Status.SubmissionId)?.SpecRevision));
}
