using Controller.Pods;
using Controller.SparkApplications;
using Shared.Contracts.SparkApplications;

namespace Controller.Tests.SparkApplications;

public sealed class RestartTests
{
    [Theory]
    [InlineData("Never", null, 1, false)]
    [InlineData("OnFailure", null, 1, false)]
    [InlineData("OnFailure", 0, 1, false)]
    [InlineData("OnFailure", 1, 1, true)]
    [InlineData("OnFailure", 1, 2, false)]
    [InlineData("OnFailure", 3, 3, true)]
    [InlineData("Always", 1, 9, true)]
    public void Given_a_policy_When_a_run_failed_Then_it_runs_again_or_not(string type, int? retries, int runs, bool again)
    {
        var status = A.Status(ApplicationState.Failing) with { ExecutionAttempts = runs, ErrorMessage = "why" };

        var decision = A.Decide(status, A.World(A.Driver(PodPhase.Failed)), A.Restarting(type, runs: retries, interval: 1));

        decision.Status.State.Should().Be(again ? ApplicationState.PendingRerun : ApplicationState.Failed);
        decision.Status.ErrorMessage.Should().Be(again ? null : "why");
    }

    [Fact]
    public void Given_a_run_that_failed_When_its_interval_is_not_over_Then_it_waits_for_the_rest()
    {
        var status = A.Status(ApplicationState.Failing) with { SubmissionAttempts = 3, LastSubmissionAttemptTime = A.Noon.AddSeconds(-50) };

        var decision = A.Decide(status, A.World(A.Driver(PodPhase.Failed)), A.Restarting("OnFailure", runs: 5, interval: 20));

        decision.Status.State.Should().Be(ApplicationState.Failing);
        decision.Effects.Should().BeEmpty();
        decision.RequeueAfter.Should().Be(TimeSpan.FromSeconds(10), "the interval grows with the submissions: 3 times 20 s since the last");
    }

    [Fact]
    public void Given_a_rerun_Then_everything_of_the_attempt_is_taken_down_and_the_counters_go_on()
    {
        var status = A.Status(ApplicationState.Failing) with { TerminationTime = A.Noon, SparkApplicationId = "x", ExecutorState = new Dictionary<string, string> { ["a"] = "RUNNING" } };

        var decision = A.Decide(status, A.World(A.Driver(PodPhase.Failed), A.Executor(1)), A.Restarting("Always", interval: 1));

        decision.Effects.Should().Equal(
            new Effect.DeleteDisruptionBudget(A.DriverName), new Effect.DeleteDriver(A.DriverName, "driver-uid"), new Effect.DeleteExecutor("pi-exec-1", "executor-uid-1"), new Effect.DeleteCompanions(A.FirstId),
            new Effect.DeleteSurroundings(IsLastAttempt: false));
        decision.Status.SubmissionId.Should().Be(A.FirstId, "the chain of ids must not break");
        (decision.Status.SubmissionAttempts, decision.Status.ExecutionAttempts).Should().Be((1, 1));
        (decision.Status.TerminationTime, decision.Status.SparkApplicationId, decision.Status.ExecutorState).Should().Be((null, null, null));
        decision.Status.DriverInfo!.PodName.Should().BeNull();
    }

    [Theory]
    [InlineData("Never", ApplicationState.Completed)]
    [InlineData("OnFailure", ApplicationState.Completed)]
    [InlineData("Always", ApplicationState.PendingRerun)]
    public void Given_a_policy_When_a_run_succeeded_Then_it_is_over_or_runs_again(string type, ApplicationState expected)
    {
        var status = A.Status(ApplicationState.Succeeding) with { TerminationTime = A.Noon };

        A.Decide(status, A.World(A.Driver(PodPhase.Succeeded)), A.Restarting(type)).Status.State.Should().Be(expected);
    }

    [Theory]
    [InlineData("Never", null, 1, false)]
    [InlineData("OnFailure", null, 1, false)]
    [InlineData("OnFailure", 2, 2, true)]
    [InlineData("OnFailure", 2, 3, false)]
    [InlineData("Always", null, 7, true)]
    public void Given_a_policy_When_a_submission_failed_Then_it_is_tried_again_or_not(string type, int? retries, int submissions, bool again)
    {
        var status = A.Status(ApplicationState.SubmissionFailed) with { SubmissionAttempts = submissions, ExecutionAttempts = null };

        var decision = A.Decide(status, A.LiveWorld(), A.Restarting(type, submissions: retries, interval: 1));

        decision.Status.State.Should().Be(again ? ApplicationState.Submitted : ApplicationState.Failed);
        decision.Status.TerminationTime.Should().Be(again ? null : A.Noon);
    }

    [Fact]
    public void Given_a_submission_that_failed_When_its_interval_is_not_over_Then_it_waits_for_the_rest()
    {
        var status = A.Status(ApplicationState.SubmissionFailed) with { LastSubmissionAttemptTime = A.Noon.AddSeconds(-10) };

        var decision = A.Decide(status, A.World(), A.Restarting("OnFailure", submissions: 3));

        decision.Effects.Should().BeEmpty();
        decision.RequeueAfter.Should().Be(TimeSpan.FromSeconds(20));
    }

    [Fact]
    public void Given_an_interval_beyond_all_bounds_Then_arithmetic_holds()
    {
        var status = A.Status(ApplicationState.Failing) with { SubmissionAttempts = int.MaxValue };

        var decision = A.Decide(status, A.World(A.Driver(PodPhase.Failed)), A.Restarting("Always", interval: long.MaxValue));

        decision.RequeueAfter.Should().BeGreaterThan(TimeSpan.FromDays(300));
    }
}
