using Controller.SparkApplications;
using Shared.Contracts.SparkApplications;

namespace Controller.Tests.SparkApplications;

public sealed class SuspensionTests
{
    private static readonly SparkApplicationSpec Suspended = A.Spec with { Suspend = true };

    public static TheoryData<ApplicationState> States => [.. ApplicationStates.All];

    [Theory]
    [MemberData(nameof(States))]
    public void Given_any_state_When_it_is_to_be_suspended_Then_it_is_unless_it_has_ended(ApplicationState state)
    {
        var decision = A.Decide(A.Status(state), A.LiveWorld(A.Driver()), Suspended);

        var expected = state switch
        {
            ApplicationState.Completed or ApplicationState.Failed => state,
            ApplicationState.Suspending or ApplicationState.Suspended => ApplicationState.Suspended,
            _ => ApplicationState.Suspending,
        };
        decision.Status.State.Should().Be(expected);
        decision.Effects.Should().NotContain(effect => effect is Effect.Submit);
    }

    [Fact]
    public void Given_a_suspension_Then_driver_executors_and_companions_go_and_no_end_is_claimed()
    {
        var decision = A.Decide(A.Status(ApplicationState.Suspending) with { TerminationTime = A.Noon }, A.World(A.Driver(), A.Executor(1)), Suspended);

        decision.Effects.Where(effect => effect is not Effect.Announce).Should().Equal(
            new Effect.DeleteSubmitterJob(A.SecondId), new Effect.DeleteCompanions(A.SecondId), new Effect.DeleteDisruptionBudget(A.DriverName), new Effect.DeleteDriver(A.DriverName, "driver-uid"), new Effect.DeleteExecutor("pi-exec-1", "executor-uid-1"), new Effect.DeleteCompanions(A.FirstId),
            new Effect.DeleteSurroundings(IsLastAttempt: false));
        decision.Status.TerminationTime.Should().BeNull();
    }

    [Fact]
    public void Given_a_wait_for_a_submitter_Job_When_it_is_suspended_Then_the_Job_is_remembered_until_it_is_deleted()
    {
        var waits = A.Status(ApplicationState.New) with { Diagnosis = new Diagnosis { Category = "SubmitterJobRunning", Message = "Job x submits the application." } };

        var begun = A.Decide(waits, A.World(), Suspended);
        var finished = A.Decide(begun.Status, A.World(), Suspended);

        finished.Effects.Should().Contain(new Effect.DeleteSubmitterJob(A.SecondId, IsRecorded: true));
        finished.Status.Diagnosis.Should().BeNull();
    }

    [Fact]
    public void Given_a_suspended_application_that_is_resumed_Then_it_waits_until_everything_is_gone()
    {
        var status = A.Status(ApplicationState.Suspended);

        A.Decide(status, A.World(A.Driver() with { DeletionDeadline = A.Noon })).Status.State.Should().Be(ApplicationState.Suspended);
        A.Decide(status, A.World()).Status.State.Should().Be(ApplicationState.Resuming);
        A.Decide(A.Status(ApplicationState.Resuming), A.LiveWorld()).Effects.OfType<Effect.Submit>().Single().Identity.SubmissionId.Should().Be(A.SecondId);
    }

    [Fact]
    public void Given_a_suspended_application_When_a_driver_of_the_next_attempt_appears_Then_it_is_recorded_and_then_taken_down()
    {
        var late = A.Driver() with { SubmissionId = A.SecondId };

        var recorded = A.Decide(A.Status(ApplicationState.Suspended), A.World(late), Suspended);
        var world = A.World(late);
        var next = A.Decide(recorded.Status, world with { NextSubmissionId = "the third", Application = world.Application with { SubmissionId = A.SecondId } }, Suspended);

        recorded.Status.SubmissionId.Should().Be(A.SecondId);
        next.Effects.Should().Contain(new Effect.DeleteDriver(late.Name, late.Uid));
        next.Effects[^1].Should().BeOfType<Effect.DeleteDriver>("while it lives somebody comes back for what is left of its attempt");
        next.Status.State.Should().Be(ApplicationState.Suspended);
    }
}
