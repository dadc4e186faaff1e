using Controller.SparkApplications.Rules;
using Shared.Contracts.Names;
using Shared.Contracts.SparkApplications;

namespace Controller.SparkApplications.States;

/// <summary>An edit of where executors run: the driver goes on, and its next executors follow the edit.</summary>
internal static class PartialRestart
{
    public static Decision Complete(Situation situation, Decision decision)
    {
        if (SpecChange.ForExecutorsAlone(situation) is not { } revision || decision.NeedsLiveLook)
            return decision;

        var updated = new Effect.Announce(
            EventReasons.ApplicationWebhookFieldsUpdated,
            $"SparkApplication {situation.World.Application.Name} was edited in what new executors follow; its driver is not restarted.");
        return decision with
        {
            Status = decision.Status with { SpecRevision = revision.ToString() },
            Effects = situation.Status is { State: ApplicationState.Submitted or ApplicationState.Running or ApplicationState.Unknown, SubmissionId: { } id }
                ? [new Effect.RefreshExecutors(id), .. decision.Effects, updated]
                : [.. decision.Effects, updated],
        };
    }
}
