using Simulation.Tests.Scenarios;
using Xunit.Abstractions;

namespace Simulation.Tests.Enumerated;

/// <summary>Every scenario with a fault at every call.</summary>
public sealed class OneFaultTests(ITestOutputHelper output)
{
    public static TheoryData<string> Names => Plans.Names;

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

    [Theory, MemberData(nameof(Names))]
    public async Task Without_a_fault_every_scenario_ends_as_it_should(string name)
    {
        var outcome = await new Plan(Scenario.Find(name), []).RunAsync();

        outcome.Violations.Should().BeEmpty();
        output.WriteLine($"{outcome.Calls} calls");
    }

    [Theory, MemberData(nameof(SingleFaults))]
    public async Task With_one_fault_at_any_call_the_end_is_the_same(string name, FaultKind kind)
    {
        var scenario = Scenario.Find(name);
        await output.NoViolations((await Plans.CallsAsync(scenario)).Select(call => new Plan(scenario, [new Fault(call, kind)])));
    }
}
