using System.Collections.Immutable;
using Xunit.Abstractions;

namespace Simulation.Tests;

/// <summary>The real reconciler against a store in memory, under virtual time, with a fault at every call.</summary>
public sealed class SimulationTests(ITestOutputHelper output)
{
    public static TheoryData<string> Scenarios => [.. Scenario.All.Select(scenario => scenario.Name)];

    public static TheoryData<string, FaultKind> SingleFaults
    {
        get
        {
            var data = new TheoryData<string, FaultKind>();
            foreach (var scenario in Scenario.All)
            {
                foreach (var kind in Enum.GetValues<FaultKind>())
                    data.Add(scenario.Name, kind);
            }

            return data;
        }
    }

    [Theory, MemberData(nameof(Scenarios))]
    public async Task Without_a_fault_every_scenario_ends_as_it_should(string name)
    {
        var outcome = await new Plan(Find(name), []).RunAsync();

        outcome.Violations.Should().BeEmpty();
        output.WriteLine($"{outcome.Calls} calls");
    }

    [Theory, MemberData(nameof(SingleFaults))]
    public async Task With_one_fault_at_any_call_the_end_is_the_same(string name, FaultKind kind)
    {
        var scenario = Find(name);
        var calls = (await new Plan(scenario, []).RunAsync()).Calls;
        await NoViolations(Enumerable.Range(1, calls).Select(call => new Plan(scenario, [new Fault(call, kind)])));
    }

    [Theory, MemberData(nameof(Scenarios))]
    public async Task With_a_crash_before_or_after_any_call_and_again_right_after_the_restart_the_end_is_the_same(string name)
    {
        var scenario = Find(name);
        var calls = (await new Plan(scenario, []).RunAsync()).Calls;
        await NoViolations(
            from call in Enumerable.Range(1, calls)
            from next in Enumerable.Range(1, 4)
            from kinds in new[] { (FaultKind.CrashAfter, FaultKind.CrashAfter), (FaultKind.LostAnswer, FaultKind.CrashBefore), (FaultKind.CrashAfter, FaultKind.LostAnswer) }
            select new Plan(scenario, [new Fault(call, kinds.Item1), new Fault(call + next, kinds.Item2)]));
    }

    [Theory, MemberData(nameof(Scenarios))]
    public async Task With_a_cache_that_is_late_the_end_is_the_same(string name) => await NoViolations(
        from second in Enumerable.Range(0, 25)
        from lag in new[] { 1, 2, 5, 8 }
        from partly in new[] { false, true }
        select new Plan(Find(name), [], LagAt: second, Lag: lag) { OnlyApplicationsLag = partly });

    [Theory, MemberData(nameof(Scenarios))]
    public async Task With_two_leaders_one_of_them_late_the_end_is_the_same(string name) => await NoViolations(
        from second in Enumerable.Range(0, 25)
        from lag in new[] { 0, 1, 3, 12 }
        from partly in new[] { false, true }
        select new Plan(Find(name), [], Leaders: 2, LagAt: second, Lag: lag) { OnlyApplicationsLag = partly });

    [Fact]
    public async Task The_same_plan_gives_the_same_trace()
    {
        var plan = new Plan(Scenario.All[3], [new Fault(5, FaultKind.CrashAfter), new Fault(9, FaultKind.LostAnswer)]);

        var first = await plan.RunAsync();
        for (var repeat = 0; repeat < 19; repeat++)
            (await plan.RunAsync()).Trace.Should().Equal(first.Trace);
    }

    [Fact]
    public async Task With_several_faults_drawn_from_a_seed_the_end_is_the_same() =>
        await NoViolations(Enumerable.Range(0, 1500).Select(number => RandomPlans.At(seed: 1, number)));

    [Fact]
    public async Task A_plan_that_is_drawn_twice_is_the_same_plan_with_the_same_trace()
    {
        for (var number = 0; number < 20; number++)
        {
            var (first, second) = (RandomPlans.At(7, number), RandomPlans.At(7, number));

            second.ToString().Should().Be(first.ToString());
            (await second.RunAsync()).Trace.Should().Equal((await first.RunAsync()).Trace);
        }
    }

    private static Scenario Find(string name) => Scenario.All.Single(scenario => scenario.Name == name);

    private async Task NoViolations(IEnumerable<Plan> plans)
    {
        var count = 0;
        var found = ImmutableArray.CreateBuilder<string>();
        foreach (var plan in plans)
        {
            count++;
            var outcome = await plan.RunAsync();
            if (outcome.Violations.Length > 0)
                found.Add($"{plan}: {string.Join("; ", outcome.Violations)}");
        }

        output.WriteLine($"{count} plans, {found.Count} with violations");
        found.Should().BeEmpty();
    }
}
