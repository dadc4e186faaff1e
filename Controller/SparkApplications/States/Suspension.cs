using Controller.SparkApplications.Rules;
using Controller.SparkApplications.Status;
using Shared.Contracts.Names;
using Shared.Contracts.SparkApplications;

namespace Controller.SparkApplications.States;

/// <summary>Into suspension: recorded first, then everything of the attempt is taken down, a Job that is about to make the next one among it.</summary>
internal static class Suspension
{
    // A Job that is waited for stays recorded: the same edit may have taken away what it was needed for.
    public static Decision Begin(Situation situation) => new(situation.Status with { State = ApplicationState.Suspending }, []) { Waiting = Waits.ForRecordedJob(situation.Status) };

    public static Decision Finish(Situation situation)
    {
        var name = situation.World.Application.Name;
        return new Decision(
            StatusReset.ForNextAttempt(situation.Status) with { State = ApplicationState.Suspended },
            [
                new Effect.DeleteSubmitterJob(situation.World.NextSubmissionId, IsRecorded: Waits.ForRecordedJob(situation.Status) is not null),
                new Effect.DeleteCompanions(situation.World.NextSubmissionId), // Of a submission that was interrupted before it could be recorded.
                .. Leftovers.OfAttempt(situation),
                new Effect.Announce(EventReasons.ApplicationSuspending, $"SparkApplication {name} is being suspended.", IsWarning: true),
                new Effect.Announce(EventReasons.ApplicationSuspended, $"SparkApplication {name} is suspended.", IsWarning: true),
            ],
            situation.Rules.LeftoverPoll);
    }
}
