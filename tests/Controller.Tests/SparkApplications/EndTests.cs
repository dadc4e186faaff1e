using Controller.Pods;
using Controller.SparkApplications;
using Shared.Contracts.SparkApplications;

namespace Controller.Tests.SparkApplications;

public sealed class EndTests
{
    [Fact]
    public void Given_the_end_of_a_run_Then_what_still_runs_and_its_companions_go_and_the_driver_stays_for_its_log()
    {
        var status = A.Status(ApplicationState.Succeeding) with { TerminationTime = A.Noon };

        var decision = A.Decide(status, A.World(A.Driver(PodPhase.Succeeded), A.Executor(1), A.Executor(2, PodPhase.Succeeded)));

        decision.Effects.Should().Equal(
            new Effect.DeleteDisruptionBudget(A.DriverName), new Effect.DeleteExecutor("pi-exec-1", "executor-uid-1"), new Effect.DeleteCompanions(A.FirstId), new Effect.DeleteSurroundings(IsLastAttempt: true));
    }

    [Theory]
    [InlineData(60L, 59, false)]
    [InlineData(60L, 60, true)]
    [InlineData(0L, 0, true)]
    [InlineData(-5L, 0, true)]
    [InlineData(null, 1_000_000, false)]
    public void Given_a_time_to_live_Then_the_application_goes_when_it_is_over(long? seconds, int elapsed, bool gone)
    {
        var status = A.Status(ApplicationState.Completed) with { TerminationTime = A.Noon };

        var decision = A.Decide(status, A.World(), A.Spec with { TimeToLiveSeconds = seconds }, A.Noon.AddSeconds(elapsed));

        decision.Effects.OfType<Effect.DeleteApplication>().Should().HaveCount(gone ? 1 : 0);
        if (gone)
            decision.Effects.Should().Equal(new Effect.DeleteApplication(A.Uid, "7"));
    }

    [Fact]
    public void Given_a_time_to_live_that_is_not_over_Then_we_look_again_when_it_is()
    {
        var status = A.Status(ApplicationState.Failed) with { TerminationTime = A.Noon };

        A.Decide(status, A.World(), A.Spec with { TimeToLiveSeconds = 90 }, A.Noon.AddSeconds(30)).RequeueAfter.Should().Be(TimeSpan.FromSeconds(60));
    }

    [Fact]
    public void Given_an_application_that_ended_under_another_operator_Then_nothing_is_written_to_it()
    {
        var theirs = A.Status(ApplicationState.Completed) with { ObservedGeneration = null, SpecRevision = null };

        A.Decide(theirs, A.World()).Status.Should().BeSameAs(theirs);
    }

    [Fact]
    public void Given_a_final_state_Then_executors_that_come_and_go_change_it_no_more()
    {
        var status = A.Status(ApplicationState.Completed) with { ExecutorState = new Dictionary<string, string> { ["pi-exec-1"] = "RUNNING" } };

        var decision = A.Decide(status, A.World(A.Driver(PodPhase.Succeeded), A.Executor(2)));

        decision.Status.ExecutorState.Should().BeEquivalentTo(status.ExecutorState);
        decision.Effects.Should().Equal(new Effect.DeleteExecutor("pi-exec-2", "executor-uid-2"));
    }
}
