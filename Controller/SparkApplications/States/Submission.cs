using System.Collections.Immutable;
using Controller.SparkApplications.Rules;
using Controller.SparkApplications.Status;
using Shared.Contracts.Names;
using Shared.Contracts.SparkApplications;
using Shared.Submission;

namespace Controller.SparkApplications.States;

/// <summary>A new attempt. What an interrupted pass made is adopted; everything that an earlier attempt left is gone first.</summary>
internal static class Submission
{
    /// <param name="announceFirst">What the state that is left has to say, once the submission really begins.</param>
    public static Decision Decide(Situation situation, params ImmutableArray<Effect> announceFirst)
    {
        var world = situation.World;

        // An earlier pass died between acting and recording: its driver is ours to follow.
        if (world.DriverOf(world.NextSubmissionId) is { } adopted)
            return Submitted(situation, adopted.SpecRevision, announceFirst);

        if (Obstacles.Decide(situation) is { } wait)
            return wait;

        // The first attempt needs no read: whoever holds the name answers "already exists". A later one must not trust a late cache.
        if (situation.Status.SubmissionId is not null && !world.IsLive)
            return Decision.LookLive(situation.Status);

        var revision = SpecRevision.Of(situation).ToString();
        var identity = new SubmissionIdentity(world.NextSubmissionId, SubmitTime.Of(situation));
        return Submitted(situation, revision, [.. announceFirst, .. Ignored(world.Wishes), new Effect.Submit(identity, revision)]);
    }

    /// <summary>The attempt counts, and is over before it began.</summary>
    public static Decision Refused(Situation situation, Rejection rejection)
    {
        var message = $"failed to submit spark application: {rejection.Message}";
        var name = situation.World.Application.Name;
        var status = Begun(situation) with
        {
            ApplicationState = new ApplicationStateInfo { State = ApplicationState.SubmissionFailed.ToText(), ErrorMessage = message },
            SpecRevision = SpecRevision.Of(situation).ToString(),
            Diagnosis = Diagnoses.OfRejection(rejection),
        };
        var failed = new Effect.Announce(EventReasons.ApplicationSubmissionFailed, $"SparkApplication {name}: {message}", IsWarning: true);
        return new Decision(
            status,
            situation.Status.State is ApplicationState.New
                ? [new Effect.DeleteCompanions(situation.World.NextSubmissionId), new Effect.Announce(EventReasons.ApplicationAdded, $"SparkApplication {name} was added."), failed]
                : [new Effect.DeleteCompanions(situation.World.NextSubmissionId), failed]);
    }

    private static IEnumerable<Effect> Ignored(Wishes wishes) => wishes.Problems.Select(problem => new Effect.Announce(EventReasons.InvalidAnnotation, problem, IsWarning: true));

    private static Decision Submitted(Situation situation, string? revision, ImmutableArray<Effect> effects)
    {
        var world = situation.World;
        var status = Begun(situation) with
        {
            ApplicationState = new ApplicationStateInfo { State = ApplicationState.Submitted.ToText() },
            ExecutionAttempts = (situation.Status.ExecutionAttempts ?? 0) + 1,
            SpecRevision = revision,
            Diagnosis = null,
        };
        var submitted = new Effect.Announce(
            EventReasons.ApplicationSubmitted, $"SparkApplication {world.Application.Name} was submitted: driver pod {world.DriverName} is created.");
        return new Decision(status, [.. effects, new Effect.Surround(world.NextSubmissionId), submitted], situation.Rules.DriverGrace);
    }

    private static SparkApplicationStatus Begun(Situation situation) => situation.Status with
    {
        SubmissionId = situation.World.NextSubmissionId,
        DriverInfo = new DriverInfo { PodName = situation.World.DriverName },
        LastSubmissionAttemptTime = situation.RecordedNow,
        SubmissionAttempts = (situation.Status.SubmissionAttempts ?? 0) + 1,
    };
}
