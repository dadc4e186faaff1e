using Controller.Pods;
using Controller.SparkApplications;
using Shared.Contracts.SparkApplications;

namespace Controller.Tests.SparkApplications;

public sealed class SubmissionTests
{
    private static readonly SparkApplicationStatus New = new();

    [Fact]
    public void Given_a_new_application_When_nothing_is_in_the_way_Then_it_is_submitted_without_a_single_read()
    {
        var decision = A.Decide(New, A.UnrecordedWorld());

        decision.NeedsLiveLook.Should().BeFalse();
        decision.Effects.OfType<Effect.Submit>().Should().ContainSingle().Which.Identity.SubmissionId.Should().Be(A.FirstId);
        decision.Status.State.Should().Be(ApplicationState.Submitted);
        decision.Status.SubmissionId.Should().Be(A.FirstId);
        decision.Status.SubmissionAttempts.Should().Be(1);
        decision.Status.ExecutionAttempts.Should().Be(1);
        decision.Status.LastSubmissionAttemptTime.Should().Be(A.Noon);
        decision.Status.DriverInfo!.PodName.Should().Be(A.DriverName);
        decision.RequeueAfter.Should().NotBeNull("a driver that never shows up must be noticed");
    }

    [Fact]
    public void Given_a_pass_that_died_before_it_recorded_When_its_driver_is_seen_Then_it_is_adopted()
    {
        var decision = A.Decide(New, A.UnrecordedWorld(A.Driver(id: A.FirstId)));

        decision.Effects.Should().NotContain(effect => effect is Effect.Submit || effect is Effect.DeleteDriver);
        decision.Status.State.Should().Be(ApplicationState.Submitted);
        decision.Status.SubmissionId.Should().Be(A.FirstId);
    }

    [Fact]
    public void Given_a_repeated_pass_When_it_submits_again_Then_time_and_id_are_those_of_the_first()
    {
        var once = A.Decide(New, A.UnrecordedWorld());
        var later = A.Decide(New, A.UnrecordedWorld(), now: A.Noon.AddMinutes(3));

        later.Effects.OfType<Effect.Submit>().Single().Should().Be(once.Effects.OfType<Effect.Submit>().Single());
    }

    [Fact]
    public void Given_a_rerun_When_only_the_cache_says_that_the_way_is_free_Then_the_API_server_is_asked_first()
    {
        var decision = A.Decide(A.Status(ApplicationState.PendingRerun), A.World());

        decision.NeedsLiveLook.Should().BeTrue();
        decision.Effects.Should().BeEmpty();
    }

    [Fact]
    public void Given_a_driver_of_another_attempt_in_the_cache_Then_nothing_is_destroyed_before_a_live_look()
    {
        var decision = A.Decide(A.Status(ApplicationState.PendingRerun), A.World(A.Driver()));

        decision.NeedsLiveLook.Should().BeTrue();
        decision.Effects.Should().BeEmpty();
    }

    [Fact]
    public void Given_the_driver_of_the_last_attempt_Then_it_is_deleted_by_UID_and_waited_for()
    {
        var decision = A.Decide(A.Status(ApplicationState.PendingRerun), A.LiveWorld(A.Driver(PodPhase.Failed)));

        decision.Effects.Should().Equal(new Effect.DeleteDriver(A.DriverName, "driver-uid"), new Effect.DeleteCompanions(A.FirstId));
        decision.Status.State.Should().Be(ApplicationState.PendingRerun);
        decision.RequeueAfter.Should().BePositive();
    }

    [Fact]
    public void Given_a_leftover_driver_that_terminates_Then_it_is_waited_for_and_not_deleted_again()
    {
        var leaving = A.Driver(PodPhase.Failed) with { DeletionDeadline = A.Noon.AddSeconds(20) };

        var decision = A.Decide(A.Status(ApplicationState.PendingRerun), A.LiveWorld(leaving));

        decision.Effects.Should().BeEmpty();
        decision.RequeueAfter.Should().BePositive();
    }

    [Fact]
    public void Given_a_leftover_driver_that_never_goes_away_Then_the_application_says_that_it_is_stalled_and_forces_nothing()
    {
        var stuck = A.Driver(PodPhase.Failed) with { DeletionDeadline = A.Noon.AddMinutes(-10) };

        var decision = A.Decide(A.Status(ApplicationState.PendingRerun), A.LiveWorld(stuck));

        decision.Effects.Should().BeEmpty();
        decision.Status.Conditions.Should().Contain(condition => condition.Type == "Stalled" && condition.Status == "True");
        decision.RequeueAfter.Should().BePositive();
    }

    [Fact]
    public void Given_the_driver_of_a_deleted_application_of_the_same_name_Then_it_is_waited_for_visibly_and_never_touched()
    {
        var decision = A.Decide(New, A.UnrecordedWorld(A.OfPredecessor()) with { IsLive = true });

        decision.Effects.Should().BeEmpty();
        decision.Status.State.Should().Be(ApplicationState.New);
        decision.Status.Conditions.Should().Contain(condition =>
            condition.Type == "Submitted" && condition.Status == "False" && condition.Reason == "WaitingForPredecessor");
        decision.Status.Diagnosis!.Message.Should().Contain(A.DriverName);
        decision.RequeueAfter.Should().BePositive();
    }

    [Fact]
    public void Given_a_live_pod_of_somebody_else_under_the_name_of_the_driver_Then_the_submission_fails_and_the_pod_is_left_alone()
    {
        var decision = A.Decide(New, A.UnrecordedWorld(A.Foreign()) with { IsLive = true });

        decision.Effects.Should().NotContain(effect => effect is Effect.DeleteDriver || effect is Effect.Submit);
        decision.Status.State.Should().Be(ApplicationState.SubmissionFailed);
        decision.Status.SubmissionAttempts.Should().Be(1);
        decision.Status.ExecutionAttempts.Should().BeNull();
        decision.Status.ErrorMessage.Should().Contain("pods \"pi-driver\" already exists").And.Contain("NameConflict").And.Contain("ReplicaSet web-5d9c");
    }

    [Fact]
    public void Given_a_foreign_pod_that_is_already_leaving_Then_it_is_waited_for()
    {
        var leaving = A.Foreign() with { DeletionDeadline = A.Noon.AddSeconds(30) };

        var decision = A.Decide(New, A.UnrecordedWorld(leaving) with { IsLive = true });

        decision.Status.State.Should().Be(ApplicationState.New);
        decision.RequeueAfter.Should().BePositive();
    }

    [Fact]
    public void Given_executors_of_the_last_attempt_that_still_run_Then_they_are_deleted_by_UID_before_the_next()
    {
        var decision = A.Decide(A.Status(ApplicationState.PendingRerun), A.LiveWorld(A.Executor(1), A.Executor(2, PodPhase.Succeeded)));

        decision.Effects.Should().Equal(new Effect.DeleteExecutor("pi-exec-1", "executor-uid-1"));
        decision.Status.State.Should().Be(ApplicationState.PendingRerun);
    }

    [Fact]
    public void Given_an_executor_that_never_goes_away_Then_the_next_attempt_waits_no_longer_than_its_deadline()
    {
        var stuck = A.Executor(1) with { DeletionDeadline = A.Noon.AddMinutes(-5) };

        var decision = A.Decide(A.Status(ApplicationState.PendingRerun), A.LiveWorld(stuck));

        decision.Effects.OfType<Effect.Submit>().Should().ContainSingle().Which.Identity.SubmissionId.Should().Be(A.SecondId);
    }

    [Fact]
    public void Given_a_refused_submission_Then_the_status_has_the_words_of_the_API_server_and_nothing_is_left_behind()
    {
        var rejection = new Rejection("Forbidden", "pods \"pi-driver\" is forbidden: exceeded quota: none");

        var decision = StateMachine.OnRejected(A.Spec, New, A.UnrecordedWorld(), rejection, A.Noon);

        decision.Effects.Should().Contain(new Effect.DeleteCompanions(A.FirstId));
        decision.Status.State.Should().Be(ApplicationState.SubmissionFailed);
        decision.Status.ErrorMessage.Should().Contain("pods \"pi-driver\" is forbidden: exceeded quota: none");
        decision.Status.Diagnosis!.Category.Should().Be("QuotaExceeded");
        decision.Effects.OfType<Effect.Announce>().Select(said => said.Reason).Should().Equal("SparkApplicationAdded", "SparkApplicationSubmissionFailed");
    }
}
