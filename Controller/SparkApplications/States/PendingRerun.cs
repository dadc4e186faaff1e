using Shared.Contracts.Names;

namespace Controller.SparkApplications.States;

/// <summary>Waits until the last attempt is really gone, then begins the next.</summary>
internal static class PendingRerun
{
    public static Decision Decide(Situation situation) => Submission.Decide(
        situation,
        new Effect.Announce(
            EventReasons.ApplicationPendingRerun,
            $"SparkApplication {situation.World.Application.Name} runs again: what its last attempt left is gone.",
            IsWarning: true));
}
