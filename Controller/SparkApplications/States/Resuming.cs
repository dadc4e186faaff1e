using Shared.Contracts.Names;

namespace Controller.SparkApplications.States;

/// <summary>The user wants it to run again.</summary>
internal static class Resuming
{
    public static Decision Decide(Situation situation) => Submission.Decide(
        situation,
        new Effect.Announce(EventReasons.ApplicationResuming, $"SparkApplication {situation.World.Application.Name} is being resumed.", IsWarning: true));
}
