using Controller.Pods;
using Controller.SparkApplications;
using Shared.Contracts.SparkApplications;

namespace Controller.Tests.SparkApplications;

public sealed class FollowingTests
{
    [Theory]
    [InlineData(ApplicationState.Submitted, PodPhase.Pending, ApplicationState.Submitted, null)]
    [InlineData(ApplicationState.Submitted, PodPhase.Running, ApplicationState.Running, "SparkDriverRunning")]
    [InlineData(ApplicationState.Submitted, PodPhase.Succeeded, ApplicationState.Succeeding, "SparkDriverCompleted")]
    [InlineData(ApplicationState.Running, PodPhase.Succeeded, ApplicationState.Succeeding, "SparkDriverCompleted")]
    [InlineData(ApplicationState.Running, PodPhase.Failed, ApplicationState.Failing, "SparkDriverFailed")]
    [InlineData(ApplicationState.Running, PodPhase.Unknown, ApplicationState.Unknown, "SparkDriverUnknown")]
    [InlineData(ApplicationState.Running, PodPhase.Pending, ApplicationState.Submitted, "SparkDriverPending")]
    [InlineData(ApplicationState.Unknown, PodPhase.Running, ApplicationState.Running, "SparkDriverRunning")]
    public void Given_a_state_When_the_driver_is_in_a_phase_Then_the_application_follows(
        ApplicationState from, PodPhase phase, ApplicationState to, string? announced)
    {
        var decision = A.Decide(A.Status(from), A.World(A.Driver(phase)));

        decision.Status.State.Should().Be(to);
        decision.Effects.OfType<Effect.Announce>().Select(said => said.Reason).Should().Equal(announced is null ? [] : [announced]);
        decision.RequeueAfter.Should().BePositive("no state is without a wake-up");
    }

    [Fact]
    public void Given_a_driver_that_failed_Then_the_message_is_in_the_words_that_users_know()
    {
        var decision = A.Decide(A.Status(ApplicationState.Running), A.World(A.Driver(PodPhase.Failed, A.Exited(137, "OOMKilled"))));

        decision.Status.ErrorMessage.Should().Be("driver container failed with ExitCode: 137, Reason: OOMKilled");
        decision.Status.TerminationTime.Should().Be(A.Noon);
        decision.Status.Diagnosis!.Category.Should().Be("OutOfMemory");
        decision.Status.Diagnosis.NextStep.Should().Contain("spec.driver.memory");
    }

    [Fact]
    public void Given_a_driver_that_has_ended_beside_a_sidecar_that_runs_on_Then_it_counts_as_ended()
    {
        var decision = A.Decide(A.Status(ApplicationState.Running), A.World(A.Driver(PodPhase.Running, A.Exited(0, "Completed"))));

        decision.Status.State.Should().Be(ApplicationState.Succeeding);
    }

    [Fact]
    public void Given_a_driver_missing_within_its_grace_Then_it_is_waited_for()
    {
        var decision = A.Decide(A.Status(ApplicationState.Submitted), A.World(), now: A.Noon.AddMinutes(-1).AddSeconds(4));

        decision.NeedsLiveLook.Should().BeFalse();
        decision.Status.State.Should().Be(ApplicationState.Submitted);
        decision.RequeueAfter.Should().Be(TimeSpan.FromSeconds(6));
    }

    [Theory]
    [InlineData(ApplicationState.Submitted)]
    [InlineData(ApplicationState.Running)]
    [InlineData(ApplicationState.Unknown)]
    public void Given_a_driver_missing_in_the_cache_Then_the_API_server_is_asked_before_any_verdict(ApplicationState state)
    {
        var decision = A.Decide(A.Status(state), A.World());

        decision.NeedsLiveLook.Should().BeTrue();
        decision.Status.State.Should().Be(state);
    }

    [Fact]
    public void Given_a_driver_that_the_API_server_does_not_know_Then_the_run_has_failed_and_nobody_claims_to_know_how()
    {
        var decision = A.Decide(A.Status(ApplicationState.Running), A.LiveWorld());

        decision.Status.State.Should().Be(ApplicationState.Failing);
        decision.Status.ErrorMessage.Should().Be("driver pod not found");
        decision.Status.TerminationTime.Should().Be(A.Noon);
        decision.Status.Diagnosis!.Category.Should().Be("DriverOutcomeUnknown");
        decision.Effects.OfType<Effect.Announce>().Should().Contain(said => said.Reason == "SparkDriverNotFound" && said.IsWarning);
    }

    [Fact]
    public void Given_a_driver_of_another_attempt_Then_it_says_nothing_about_this_one()
    {
        var decision = A.Decide(A.Status(ApplicationState.Running), A.World(A.Driver(PodPhase.Failed, id: A.SecondId)));

        decision.Status.State.Should().Be(ApplicationState.Running);
        decision.NeedsLiveLook.Should().BeTrue();
    }

    [Fact]
    public void Given_a_driver_that_another_operator_started_without_owner_Then_it_is_followed_by_its_labels()
    {
        var upstreams = A.Driver(PodPhase.Running) with { Application = null, Owner = null, SpecRevision = null };

        var decision = A.Decide(A.Status(ApplicationState.Submitted) with { SpecRevision = null, ObservedGeneration = null }, A.World(upstreams));

        decision.Status.State.Should().Be(ApplicationState.Running);
        decision.Status.SpecRevision.Should().Be(A.Revision, "the present specification is taken for the one that runs");
    }

    [Fact]
    public void Given_a_driver_that_terminates_for_ever_Then_the_application_is_stalled_and_nothing_is_forced()
    {
        var lost = A.Driver(PodPhase.Running) with { DeletionDeadline = A.Noon.AddMinutes(-10) };

        var decision = A.Decide(A.Status(ApplicationState.Running), A.World(lost));

        decision.Status.State.Should().Be(ApplicationState.Running);
        decision.Effects.Should().BeEmpty();
        decision.Status.Conditions.Should().Contain(condition => condition.Type == "Stalled" && condition.Status == "True");
    }

    [Fact]
    public void Given_nothing_new_Then_deciding_again_changes_nothing()
    {
        var once = A.Decide(A.Status(ApplicationState.Submitted), A.World(A.Driver(), A.Executor(1)));
        var twice = A.Decide(once.Status, A.World(A.Driver(), A.Executor(1)), now: A.Noon.AddMinutes(5));

        twice.Effects.Should().BeEmpty();
        twice.Status.Should().BeEquivalentTo(once.Status);
    }
}
