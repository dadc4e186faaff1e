using Controller.SparkApplications;
using Controller.SparkApplications.Rules;
using Shared.Contracts.Serialization;
using Shared.Contracts.SparkApplications;

namespace Controller.Tests.SparkApplications;

public sealed class SpecChangeTests
{
    private static readonly SparkApplicationSpec Edited = A.Spec with { Arguments = ["1000"] };

    private static ObservedWorld Moved(ObservedWorld world, long generation = 2) => world with { Application = world.Application with { Generation = generation } };

    [Theory]
    [InlineData(ApplicationState.Submitted, true)]
    [InlineData(ApplicationState.Running, true)]
    [InlineData(ApplicationState.Failing, true)]
    [InlineData(ApplicationState.Completed, true)]
    [InlineData(ApplicationState.Failed, true)]
    [InlineData(ApplicationState.SubmissionFailed, true)]
    [InlineData(ApplicationState.PendingRerun, true)]
    [InlineData(ApplicationState.Suspended, false)]
    public void Given_a_state_When_the_specification_was_edited_Then_it_runs_anew_unless_nothing_runs(ApplicationState state, bool invalidated)
    {
        var decision = A.Decide(A.Status(state), Moved(A.World(A.Driver())), Edited);

        (decision.Status.State is ApplicationState.Invalidating).Should().Be(invalidated);
    }

    [Fact]
    public void Given_an_edit_Then_the_run_is_taken_down_counting_begins_anew_and_ids_go_on()
    {
        var world = Moved(A.World(A.Driver(), A.Executor(1)));
        var invalidating = A.Decide(A.Status(ApplicationState.Running), world, Edited);
        invalidating.Effects.Should().BeEmpty("it is recorded first");

        var pending = A.Decide(invalidating.Status, world, Edited);

        pending.Status.State.Should().Be(ApplicationState.PendingRerun);
        pending.Effects.OfType<Effect.DeleteDriver>().Should().ContainSingle();
        (pending.Status.SubmissionAttempts, pending.Status.ExecutionAttempts).Should().Be((null, null));
        pending.Status.SubmissionId.Should().Be(A.FirstId);

        var gone = Moved(A.LiveWorld());
        var submitted = A.Decide(pending.Status, gone, Edited);
        submitted.Status.State.Should().Be(ApplicationState.Submitted);
        submitted.Status.SubmissionId.Should().Be(A.SecondId);
        A.Decide(submitted.Status, gone with { Pods = [A.Driver(id: A.SecondId)] }, Edited).Status.State.Should().Be(ApplicationState.Running, "one edit invalidates once");
    }

    [Fact]
    public void Given_edits_that_ask_for_the_same_run_Then_nothing_is_invalidated()
    {
        var same = A.Spec with { TimeToLiveSeconds = 60, Suspend = false, Arguments = [], SparkConf = new Dictionary<string, string>() };

        A.Decide(A.Status(ApplicationState.Running), Moved(A.World(A.Driver())), same).Status.State.Should().Be(ApplicationState.Running);
    }

    [Fact]
    public void Given_another_hash_for_the_same_generation_Then_nothing_is_invalidated()
    {
        A.Decide(A.Status(ApplicationState.Running), A.World(A.Driver()), Edited).Status.State.Should().Be(ApplicationState.Running);
    }

    [Fact]
    public void Given_a_hash_of_another_version_Then_nothing_is_invalidated()
    {
        var status = A.Status(ApplicationState.Running) with { SpecRevision = "v0/1/abc" };

        A.Decide(status, Moved(A.World(A.Driver())), Edited).Status.State.Should().Be(ApplicationState.Running);
    }

    [Fact]
    public void Given_a_schema_that_drops_our_status_fields_Then_the_drivers_annotation_tells_of_the_edit()
    {
        var pruned = A.Status(ApplicationState.Running) with { SpecRevision = null, ObservedGeneration = null };

        A.Decide(pruned, Moved(A.World(A.Driver())), Edited).Status.State.Should().Be(ApplicationState.Invalidating);
        A.Decide(pruned with { State = ApplicationState.PendingRerun }, Moved(A.LiveWorld(A.Driver())), Edited).Status.State
            .Should().Be(ApplicationState.PendingRerun, "while the old driver leaves, its annotation speaks of the past");
    }

    [Fact]
    public void Given_a_specification_that_cannot_be_read_any_more_Then_what_runs_goes_on()
    {
        var world = Moved(A.World(A.Driver())) with { SpecProblem = "spec.driver.cores: expected a number" };

        A.Decide(A.Status(ApplicationState.Running), world, new SparkApplicationSpec()).Status.State.Should().Be(ApplicationState.Running);
    }

    [Theory]
    [InlineData("""{"driver":{"template":{"spec":{"containers":[{"resources":{"limits":{"cpu":"0.50"}}}]}}}}""", """{"driver":{"template":{"spec":{"containers":[{"resources":{"limits":{"cpu":"500m"}}}]}}}}""", true)]
    [InlineData("""{"driver":{"template":{"spec":{"containers":[{"resources":{"limits":{"memory":"1Gi"}}}]}}}}""", """{"driver":{"template":{"spec":{"containers":[{"resources":{"limits":{"memory":"1G"}}}]}}}}""", false)]
    [InlineData("""{"sparkConf":{"a":"1","b":"2"}}""", """{"sparkConf":{"b":"2","a":"1"}}""", true)]
    [InlineData("""{"sparkConf":{"a":""}}""", """{}""", false)]
    [InlineData("""{"arguments":["a","b"]}""", """{"arguments":["b","a"]}""", false)]
    [InlineData("""{"imagePullSecrets":[]}""", """{}""", true)]
    [InlineData("""{"somethingNew":1}""", """{"somethingNew":2}""", false)]
    public void Given_two_specifications_Then_their_hashes_are_equal_exactly_when_they_ask_for_the_same_run(string one, string other, bool equal) =>
        (Hash(one) == Hash(other)).Should().Be(equal);

    private static string Hash(string json) => SpecHash.Of(ContractsJson.Deserialize<SparkApplicationSpec>(System.Text.Encoding.UTF8.GetBytes(json)));

    [Fact]
    public void Given_partial_restarts_When_only_the_placement_of_executors_was_edited_Then_the_driver_runs_on_and_new_executors_follow()
    {
        var edited = A.Spec with { Executor = A.Spec.Executor! with { NodeSelector = new Dictionary<string, string> { ["disk"] = "fast" } } };

        var decision = Partial(edited);

        decision.Status.State.Should().Be(ApplicationState.Running);
        decision.Effects.Should().ContainEquivalentOf(new Effect.RefreshExecutors(A.FirstId));
        decision.Effects.OfType<Effect.Announce>().Should().Contain(said => said.Reason == "SparkApplicationWebhookFieldsUpdated");
        SpecRevision.Parse(decision.Status.SpecRevision)!.Generation.Should().Be(2, "the edit is told of once");
    }

    [Fact]
    public void Given_partial_restarts_When_anything_else_was_edited_too_Then_it_runs_anew() =>
        Partial(Edited with { Executor = A.Spec.Executor! with { PriorityClassName = "high" } }).Status.State.Should().Be(ApplicationState.Invalidating);

    [Fact]
    public void Given_a_driver_that_was_submitted_before_partial_restarts_were_on_When_it_is_edited_Then_it_runs_anew()
    {
        var edited = A.Spec with { Executor = A.Spec.Executor! with { SchedulerName = "other" } };

        var decision = StateMachine.Decide(edited, A.Status(ApplicationState.Running), Moved(A.World(A.Driver())), A.Noon, PartialRules);

        decision.Status.State.Should().Be(ApplicationState.Invalidating, "its revision does not tell what changed");
    }

    private static readonly LifeRules PartialRules = LifeRules.Default with { PartialRestart = true };

    private static Decision Partial(SparkApplicationSpec edited)
    {
        var status = A.Status(ApplicationState.Running) with { SpecRevision = SpecRevision.Of(A.Spec, 1, isPartial: true).ToString() };
        return StateMachine.Decide(edited, status, Moved(A.World(A.Driver())), A.Noon, PartialRules);
    }
}
