using Controller.SparkApplications.Rules;
using Shared.Contracts.SparkApplications;

namespace Controller.SparkApplications.States;

/// <summary>The specification changed: what runs is taken down, and counting begins anew.</summary>
internal static class Invalidation
{
    // The new revision is recorded at once, so that this edit invalidates once.
    public static Decision Begin(Situation situation) => new(
        situation.Status with
        {
            State = ApplicationState.Invalidating,
            SpecRevision = SpecRevision.Of(situation).ToString(),
        },
        []);

    public static Decision Finish(Situation situation) => new(
        StatusReset.ForNewSpec(situation.Status) with { State = ApplicationState.PendingRerun },
        Leftovers.OfAttempt(situation),
        situation.Rules.LeftoverPoll);
}
