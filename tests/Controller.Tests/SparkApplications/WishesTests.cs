using Controller.Pods;
using Controller.SparkApplications;
using Controller.SparkApplications.Rules;
using Shared.Contracts.Core;
using Shared.Contracts.SparkApplications;

namespace Controller.Tests.SparkApplications;

public sealed class WishesTests
{
    private static readonly SparkApplicationSpec OneRetry = A.Restarting("OnFailure", runs: 1, interval: 1);

    [Fact]
    public void Given_no_annotation_Then_nothing_is_wished_for() => Wishes.From(null).Should().BeEquivalentTo(Wishes.None);

    [Theory]
    [InlineData("sparkoperator.k8s.io/start-timeout", "soon")]
    [InlineData("sparkoperator.k8s.io/run-timeout", "0s")]
    [InlineData("sparkoperator.k8s.io/reset-attempts-after", "-1h")]
    [InlineData("sparkoperator.k8s.io/restart-on", "weekends")]
    public void Given_a_value_that_cannot_be_read_Then_it_is_told_and_taken_for_absent(string annotation, string text)
    {
        var wishes = Wishes.From(new Dictionary<string, string> { [annotation] = text });

        wishes.Problems.Should().ContainSingle().Which.Should().Contain(annotation).And.Contain(text);
        wishes.Should().BeEquivalentTo(Wishes.None with { Problems = wishes.Problems });
    }

    [Fact]
    public void Given_a_start_timeout_When_it_is_over_Then_the_API_server_is_asked_before_the_driver_is_taken_away()
    {
        var world = World(new Wishes { StartTimeout = TimeSpan.FromSeconds(30) }, A.Driver(PodPhase.Pending) with { Unschedulable = "0/3 nodes are available" });

        A.Decide(A.Status(ApplicationState.Submitted), world).NeedsLiveLook.Should().BeTrue();
        var decision = A.Decide(A.Status(ApplicationState.Submitted), world with { IsLive = true });

        decision.Status.State.Should().Be(ApplicationState.Failing);
        decision.Effects.Should().NotContain(effect => effect is Effect.DeleteDriver, "a pod that is gone tells nothing");
        A.Decide(decision.Status, world).Effects.Should().Equal(new Effect.DeleteDriver(A.DriverName, "driver-uid"));
        decision.Status.Diagnosis.Should().BeEquivalentTo(new { Category = "StartTimeout", Evidence = "Unschedulable: 0/3 nodes are available" });
    }

    [Fact]
    public void Given_a_start_timeout_When_there_is_time_left_Then_it_is_looked_at_again_when_it_is_over() =>
        A.Decide(A.Status(ApplicationState.Submitted), World(new Wishes { StartTimeout = TimeSpan.FromSeconds(65) }, A.Driver(PodPhase.Pending) with { Unschedulable = "none" }))
            .RequeueAfter.Should().Be(TimeSpan.FromSeconds(5));

    [Fact]
    public void Given_a_run_timeout_Then_it_counts_from_when_the_driver_ran()
    {
        var status = A.Status(ApplicationState.Running) with { Conditions = [new Condition { Type = "Running", Status = "True", LastTransitionTime = A.Noon.AddSeconds(-10) }] };
        var wishes = new Wishes { RunTimeout = TimeSpan.FromSeconds(20) };

        A.Decide(status, World(wishes, A.Driver())).RequeueAfter.Should().Be(TimeSpan.FromSeconds(10));
        A.Decide(status, World(wishes, A.Driver()) with { IsLive = true }, now: A.Noon.AddSeconds(10)).Status.Should().BeEquivalentTo(
            new { State = ApplicationState.Failing, ErrorMessage = "driver ran longer than 20 s (sparkoperator.k8s.io/run-timeout)" });
    }

    [Fact]
    public void Given_a_run_timeout_When_the_driver_is_seen_to_run_for_the_first_time_Then_it_is_looked_at_again_when_it_is_over() =>
        A.Decide(A.Status(ApplicationState.Submitted), World(new Wishes { RunTimeout = TimeSpan.FromSeconds(20) }, A.Driver())).RequeueAfter.Should().Be(TimeSpan.FromSeconds(20));

    [Theory]
    [InlineData("Evicted", ApplicationState.PendingRerun)]
    [InlineData("NodeLost", ApplicationState.PendingRerun)]
    [InlineData(null, ApplicationState.Failed)]
    public void Given_restarts_for_infrastructure_alone_Then_only_its_failures_are_followed_by_another_run(string? reason, ApplicationState next)
    {
        var driver = A.Driver(PodPhase.Failed, reason is null ? A.Exited(1) : null) with { Reason = reason };

        A.Decide(A.Status(ApplicationState.Failing), World(Infrastructure, driver), OneRetry).Status.State.Should().Be(next);
    }

    [Fact]
    public void Given_restarts_for_infrastructure_alone_When_the_driver_is_gone_Then_it_runs_again() =>
        A.Decide(A.Status(ApplicationState.Failing), World(Infrastructure), OneRetry).Status.State.Should().Be(ApplicationState.PendingRerun);

    [Theory]
    [InlineData(59, ApplicationState.PendingRerun, 1)]
    [InlineData(61, ApplicationState.Failed, 2)]
    public void Given_a_run_that_lasted_Then_it_counts_as_the_first(int seconds, ApplicationState next, int attempts)
    {
        var status = A.Status(ApplicationState.Failing) with { ExecutionAttempts = 2, SubmissionAttempts = 2, TerminationTime = A.Noon };
        var world = World(new Wishes { ResetAttemptsAfter = TimeSpan.FromSeconds(seconds) }, A.Driver(PodPhase.Failed, A.Exited(1)));

        A.Decide(status, world, OneRetry).Status.Should().BeEquivalentTo(new { State = next, ExecutionAttempts = attempts });
    }

    private static readonly Wishes Infrastructure = new() { RestartsAfterInfrastructureFailuresOnly = true };

    private static ObservedWorld World(Wishes wishes, params PodRecord[] pods) => A.World(pods) with { Wishes = wishes };
}
