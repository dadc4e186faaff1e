using Controller.Pods;
using Controller.SparkApplications;
using Shared.Contracts.SparkApplications;

namespace Controller.Tests.SparkApplications;

public sealed class ExecutorTrackingTests
{
    [Fact]
    public void Given_executors_in_all_phases_Then_the_status_tells_each()
    {
        var decision = A.Decide(A.Status(ApplicationState.Running), A.World(
            A.Driver(), A.Executor(1, PodPhase.Pending), A.Executor(2), A.Executor(3, PodPhase.Succeeded), A.Executor(4, PodPhase.Failed), A.Executor(5, PodPhase.Unknown)));

        decision.Status.ExecutorState.Should().BeEquivalentTo(new Dictionary<string, string>
        {
            ["pi-exec-1"] = "PENDING",
            ["pi-exec-2"] = "RUNNING",
            ["pi-exec-3"] = "COMPLETED",
            ["pi-exec-4"] = "FAILED",
            ["pi-exec-5"] = "UNKNOWN",
        });
        decision.Status.RunningExecutors.Should().Be(1);
        decision.Effects.OfType<Effect.Announce>().Select(said => said.Reason).Should().BeEquivalentTo(
            "SparkExecutorPending", "SparkExecutorRunning", "SparkExecutorCompleted", "SparkExecutorFailed", "SparkExecutorUnknown");
    }

    [Theory]
    [InlineData("RUNNING", PodPhase.Running, "UNKNOWN")]
    [InlineData("RUNNING", PodPhase.Succeeded, "COMPLETED")]
    [InlineData("UNKNOWN", PodPhase.Succeeded, "FAILED")]
    [InlineData("RUNNING", PodPhase.Failed, "FAILED")]
    public void Given_an_executor_that_vanished_Then_its_entry_depends_on_how_the_driver_fares(string last, PodPhase driver, string expected)
    {
        var status = A.Status(ApplicationState.Running) with { ExecutorState = new Dictionary<string, string> { ["pi-exec-1"] = last, ["pi-exec-2"] = "COMPLETED" } };

        var decision = A.Decide(status, A.World(A.Driver(driver)));

        decision.Status.ExecutorState.Should().BeEquivalentTo(new Dictionary<string, string> { ["pi-exec-1"] = expected, ["pi-exec-2"] = "COMPLETED" });
    }

    [Fact]
    public void Given_more_executors_than_are_tracked_Then_the_status_stays_bounded_and_keeps_those_that_live()
    {
        var gone = Enumerable.Range(1, 50).ToDictionary(number => $"pi-exec-{number:000}", _ => "COMPLETED");
        var live = Enumerable.Range(900, 8).Select(number => A.Executor(number)).ToArray();

        var decision = StateMachine.Decide(
            A.Spec, A.Status(ApplicationState.Running) with { ExecutorState = gone }, A.World([A.Driver(), .. live]), A.Noon,
            LifeRules.Default with { MaxTrackedExecutors = 10 });

        decision.Status.ExecutorState.Should().HaveCount(10).And.ContainKeys(live.Select(pod => pod.Name));
    }

    [Fact]
    public void Given_many_executors_that_start_at_once_Then_one_event_tells_of_all()
    {
        var decision = A.Decide(A.Status(ApplicationState.Running), A.World([A.Driver(), .. Enumerable.Range(1, 200).Select(number => A.Executor(number))]));

        decision.Effects.OfType<Effect.Announce>().Should().ContainSingle().Which.Message.Should().Contain("200 executors");
    }

    [Fact]
    public void Given_executors_of_an_earlier_attempt_Then_they_are_not_tracked()
    {
        var decision = A.Decide(A.Status(ApplicationState.Running), A.World(A.Driver(), A.Executor(1, id: "an-older-id")));

        decision.Status.ExecutorState.Should().BeNull();
    }
}
