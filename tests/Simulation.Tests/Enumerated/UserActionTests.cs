using Simulation.Tests.Scenarios;
using Xunit.Abstractions;

namespace Simulation.Tests.Enumerated;

/// <summary>People who do something between any two steps of the controller, and clocks that are set.</summary>
public sealed class UserActionTests(ITestOutputHelper output)
{
    public static TheoryData<string> Names => Plans.Names;

    [Theory, MemberData(nameof(Names))]
    public async Task With_a_user_action_before_any_call_the_end_is_what_the_user_wants(string name)
    {
        var scenario = Scenario.Find(name);
        await output.NoViolations(
            from call in Enumerable.Range(1, (await References.OfAsync(scenario)).Calls)
            from kind in scenario.UserActions
            select new Plan(scenario, []) { User = new UserAction(call, kind) });
    }

    [Theory, MemberData(nameof(Names))]
    public async Task With_a_clock_that_is_set_or_a_pause_the_end_is_the_same(string name) => await output.NoViolations(
        from second in new[] { 0, 1, 2, 4, 7, 30, 59, 60, 61, 119, 150 }
        from step in new[] { (TimeSpan.FromMinutes(-1), false), (TimeSpan.FromMinutes(1), false), (TimeSpan.FromHours(8), false), (TimeSpan.FromSeconds(90), true), (TimeSpan.FromHours(8), true) }
        select new Plan(Scenario.Find(name), []) { ClockStep = (second, step.Item1), IsPause = step.Item2 });
}
