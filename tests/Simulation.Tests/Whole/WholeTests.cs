using Simulation.Tests.Scenarios;
using Xunit.Abstractions;

namespace Simulation.Tests.Whole;

/// <summary>Whole controllers, with faults of watches at every event and of leader election at every call.</summary>
public sealed class WholeTests(ITestOutputHelper output)
{
    private static readonly string[] Core = ["S01 submit, complete", "S10 suspended and resumed", "S17 deleted and created again", "C02 edited, restarts"];

    public static TheoryData<string> Names => [.. Scenario.All.Select(scenario => scenario.Name)];

    public static TheoryData<string> CoreNames => [.. Core];

    [Theory, MemberData(nameof(Names))]
    public void Without_a_fault_every_scenario_ends_as_it_should(string name) => NoViolations([new WholePlan(Scenario.Find(name), [])]);

    [Theory, MemberData(nameof(CoreNames))]
    public void With_a_fault_of_a_watch_at_any_event_the_end_is_the_same(string name) => NoViolations(
        from number in Enumerable.Range(1, EventsOf(Scenario.Find(name)))
        from kind in Enum.GetValues<WatchFaultKind>()
        select new WholePlan(Scenario.Find(name), []) { Watch = new WatchFault(number, kind) });

    [Theory, MemberData(nameof(CoreNames))]
    public void With_a_leader_that_is_frozen_at_any_call_until_another_one_leads_the_end_is_the_same(string name) => NoViolations(
        Enumerable.Range(1, new WholePlan(Scenario.Find(name), []).Run().Calls).Select(call => WholePlan.FrozenAt(Scenario.Find(name), call)));

    [Theory, MemberData(nameof(CoreNames))]
    public void With_a_leader_that_is_killed_stopped_or_cut_off_from_its_lease_the_end_is_the_same(string name) => NoViolations(
    [
        .. Enumerable.Range(1, new WholePlan(Scenario.Find(name), []).Run().Calls).Select(call => new WholePlan(Scenario.Find(name), [new Fault(call, FaultKind.CrashAfter)], Replicas: 2)),
        .. Enumerable.Range(0, 12).Select(second => new WholePlan(Scenario.Find(name), [], Replicas: 2) { StopAt = second }),
        .. Enumerable.Range(0, 12).Select(second => new WholePlan(Scenario.Find(name), [], Replicas: 2) { WithoutLease = (second, second + 30) }),
    ]);

    [Fact]
    public void The_same_plan_gives_the_same_trace()
    {
        WholePlan[] plans =
        [
            new(Scenario.Find(Core[0]), []) { Watch = new WatchFault(5, WatchFaultKind.GoneAndStaleList) },
            new(Scenario.Find(Core[1]), [new Fault(9, FaultKind.LostAnswer)], Replicas: 2) { WithoutLease = (4, 40) },
            WholePlan.FrozenAt(Scenario.Find(Core[3]), 6),
        ];
        foreach (var plan in plans)
        {
            var first = plan.Run();
            for (var repeat = 0; repeat < 19; repeat++)
                plan.Run().Trace.Should().Equal(first.Trace);
        }
    }

    private static int EventsOf(Scenario scenario) => new WholePlan(scenario, []).Run().Trace.Count(line => line.StartsWith("event ", StringComparison.Ordinal));

    private void NoViolations(IEnumerable<WholePlan> plans)
    {
        var count = 0;
        List<string> found = [];
        foreach (var plan in plans)
        {
            count++;
            var outcome = plan.Run();
            if (outcome.Violations.Length > 0)
                found.Add($"{plan}: {string.Join("; ", outcome.Violations)}");
        }

        output.WriteLine($"{count} plans, {found.Count} with violations");
        found.Should().BeEmpty();
    }
}
