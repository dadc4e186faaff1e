using Simulation.Tests.Scenarios;

namespace Simulation.Tests;

/// <summary>Every pair of calls of the core scenarios, with every pair of those faults that leave the most behind.</summary>
internal static class FaultPairs
{
    private static readonly string[] Core = ["S01", "S03", "S05", "S06", "S10", "S17", "S20", "C01"];
    private static readonly FaultKind[] Kinds = [FaultKind.CrashAfter, FaultKind.LostAnswer];

    public static async Task<IReadOnlyList<Plan>> AllAsync()
    {
        List<Plan> plans = [];
        foreach (var scenario in Scenario.All.Where(scenario => Array.Exists(Core, scenario.Name.StartsWith)))
        {
            var calls = (await new Plan(scenario, []).RunAsync()).Calls;
            plans.AddRange(
                from first in Enumerable.Range(1, calls)
                from second in Enumerable.Range(first + 1, calls - first)
                from one in Kinds
                from other in Kinds
                select new Plan(scenario, [new Fault(first, one), new Fault(second, other)]));
        }

        return plans;
    }
}
