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
    [InlineData("nonsense", "line 1: *")]
    public void Given_a_bad_rule_When_it_is_read_Then_the_line_and_the_reason_are_named(string line, string expected) =>
        FluentActions.Invoking(() => FaultReading.Read(line)).Should().Throw<FormatException>().WithMessage(expected);

    private static FaultPlan Plan(string text)
    {
        var plan = new FaultPlan();
        plan.Add(FaultReading.Read(text));
        return plan;
    }
}
