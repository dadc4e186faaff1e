using Controller.SparkApplications.Rules;
using Shared.Contracts.Names;
using Shared.Contracts.SparkApplications;

namespace Controller.SparkApplications.States;

/// <summary>Into suspension: recorded first, then everything of the attempt is taken down, a Job that is about to make the next one among it.</summary>
internal static class Suspension
{
    public static Decision Begin(Situation situation) => new(situation.Status with { State = ApplicationState.Suspending }, []);

    public static Decision Finish(Situation situation)
    {
        var name = situation.World.Application.Name;
        return new Decision(
            StatusReset.ForNextAttempt(situation.Status) with { State = ApplicationState.Suspended },
            [
                new Effect.DeleteSubmitterJob(situation.World.NextSubmissionId),
                new Effect.DeleteCompanions(situation.World.NextSubmissionId), // Of a submission that was interrupted before it could be recorded.
                .. Leftovers.OfAttempt(situation),
                new Effect.Announce(EventReasons.ApplicationSuspending, $"SparkApplication {name} is being suspended.", IsWarning: true),
                new Effect.Announce(EventReasons.ApplicationSuspended, $"SparkApplication {name} is suspended.", IsWarning: true),
            ],
            situation.Rules.LeftoverPoll);
    }
}
