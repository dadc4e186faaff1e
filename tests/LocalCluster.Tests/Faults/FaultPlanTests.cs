using LocalCluster.Faults;
using LocalCluster.Json;

namespace LocalCluster.Tests.Faults;

public sealed class FaultPlanTests
{
    [Fact]
    public void Given_the_second_creation_of_a_pod_When_requests_come_Then_only_that_one_fails_and_the_hits_are_counted()
    {
        var plan = Plan("""{"verb":"create","resource":"pods","nth":2,"fault":"500-after"}""");

        plan.Next("create", "configmaps", null).Should().BeNull();
        plan.Next("create", "pods", null).Should().BeNull();
        plan.Next("create", "pods", null).Should().Be(new Fault(FaultKind.StatusAfter, 500, TimeSpan.FromSeconds(1)));
        plan.Next("create", "pods", null).Should().BeNull();
        var rule = plan.Describe().Objects().Single();
        (rule.NumberAt("seen"), rule.NumberAt("hits")).Should().Be((3, 1));
    }

    [Fact]
    public void Given_a_rule_with_a_name_When_another_object_is_asked_for_Then_it_does_not_fit() =>
        Plan("""{"verb":"get","resource":"pods","name":"a","fault":"reset"}""").Next("get", "pods", "b").Should().BeNull();

    [Theory]
    [InlineData("""{"verb":"get","resource":"pods","fault":"latency","arg":"200ms"}""", FaultKind.Latency)]
    [InlineData("""{"verb":"get","resource":"pods","fault":"429","arg":"3"}""", FaultKind.StatusBefore)]
    [InlineData("""{"verb":"watch","resource":"pods","fault":"watch-cut","arg":2}""", FaultKind.WatchCut)]
    public void Given_a_rule_When_it_is_read_Then_it_means_that_fault(string line, FaultKind kind) =>
        FaultReading.Read($"# a comment\n\n{line}\n").Single().Fault.Kind.Should().Be(kind);

    [Theory]
    [InlineData("""{"verb":"get","fault":"nonsense"}""", "line 1: fault 'nonsense' is unknown*")]
    [InlineData("""{"verb":"get","fault":"latency"}""", "line 1: latency needs arg*")]
    [InlineData("""{"verb":"get","faults":"500"}""", "line 1: unknown member 'faults'*")]
    [InlineData("""{"verb":"get","fault":"500","chance":2}""", "line 1: chance is a number from 0 to 1*")]
    [InlineData("""{"verb":"get","fault":"500","times":-1}""", "line 1: times is a number*")]
    [InlineData("nonsense", "line 1: *")]
    public void Given_a_bad_rule_When_it_is_read_Then_the_line_and_the_reason_are_named(string line, string expected) =>
        FluentActions.Invoking(() => FaultReading.Read(line)).Should().Throw<FormatException>().WithMessage(expected);

    [Fact]
    public void Given_a_rule_for_two_requests_from_the_second_on_When_four_come_Then_the_second_and_the_third_are_hit()
    {
        var plan = Plan("""{"verb":"create","resource":"pods","nth":2,"times":2,"fault":"503"}""");

        Enumerable.Range(0, 4).Select(_ => plan.Next("create", "pods", null) is not null).Should().Equal(false, true, true, false);
    }

    [Fact]
    public void Given_a_rule_with_a_chance_When_the_seed_is_the_same_Then_the_same_requests_are_hit()
    {
        const string Rule = """{"verb":"create","resource":"pods","chance":0.3,"fault":"503"}""";

        var hits = Hits(Rule, seed: 7);

        hits.Should().Equal(Hits(Rule, seed: 7));
        hits.Should().NotEqual(Hits(Rule, seed: 8));
        hits.Count(hit => hit).Should().BeInRange(40, 80, "of 200, three in ten are meant");
    }

    [Fact]
    public void Given_two_rules_that_fit_When_a_request_comes_Then_the_first_wins_and_only_its_hit_is_counted()
    {
        var plan = Plan("{\"verb\":\"get\",\"fault\":\"500\"}\n{\"verb\":\"*\",\"fault\":\"503\"}");

        plan.Next("get", "pods", "a")!.Status.Should().Be(500);
        plan.Describe().Objects().Select(rule => (rule.NumberAt("seen"), rule.NumberAt("hits"))).Should().Equal((1, 1), (1, 0));
    }

    private static List<bool> Hits(string rule, int seed)
    {
        var plan = Plan(rule, seed);
        return [.. Enumerable.Range(0, 200).Select(_ => plan.Next("create", "pods", null) is not null)];
    }

    private static FaultPlan Plan(string text, int seed = 1)
    {
        var plan = new FaultPlan(seed);
        plan.Add(FaultReading.Read(text));
        return plan;
    }
}
