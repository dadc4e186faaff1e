using Shared.Contracts.SparkApplications;

namespace Controller.SparkApplications.Rules;

/// <summary>Whether the specification that was submitted is still the one that is asked for. Level-triggered: no edit is ever missed.</summary>
internal static class SpecChange
{
    public static bool WantsRerun(Situation situation) =>
        Edit(situation) is var (current, recorded) && current.IsOtherSpecThan(recorded) && !current.IsOtherForExecutorsAloneThan(recorded);

    /// <summary>What to record when the edit leaves the driver alone; null when there was no such edit.</summary>
    public static SpecRevision? ForExecutorsAlone(Situation situation) =>
        Edit(situation) is var (current, recorded) && current.IsOtherForExecutorsAloneThan(recorded) ? current : null;

    private static (SpecRevision Current, SpecRevision Recorded)? Edit(Situation situation) =>
        situation.Status.State is not (ApplicationState.New or ApplicationState.Invalidating
            or ApplicationState.Suspending or ApplicationState.Suspended or ApplicationState.Resuming)
        && situation.World.SpecProblem is null
        && Recorded(situation) is { } recorded
        && recorded.Generation != situation.World.Application.Generation
            ? (SpecRevision.Of(situation), recorded)
            : null;

    // The driver's copy is for clusters whose CRD prunes our status fields. Once the attempt is over it speaks of the past.
    private static SpecRevision? Recorded(Situation situation) =>
        SpecRevision.Parse(situation.Status.SpecRevision)
        ?? (situation.Status.State is ApplicationState.PendingRerun or ApplicationState.SubmissionFailed
            ? null
            : SpecRevision.Parse(situation.World.DriverOf(situation.Status.SubmissionId)?.SpecRevision));
}
