using System.Collections.Immutable;

namespace Simulation.Tests;

/// <summary>Plans drawn from a seed. The same seed and number give the same plan, whatever was run before.</summary>
internal static class RandomPlans
{
    private const int MostFaults = 4;
    private const int MostCalls = 120;
    private const int MostSeconds = 60;

    private static readonly TimeSpan[] Steps = [TimeSpan.FromMinutes(1), TimeSpan.FromHours(1), TimeSpan.FromHours(8)];

    public static Plan At(int seed, long number)
    {
        var random = new Random(HashCode(seed, number));
        var faults = Enumerable.Range(0, random.Next(MostFaults + 1))
            .Select(_ => new Fault(random.Next(1, MostCalls), Pick(random, Enum.GetValues<FaultKind>()))).DistinctBy(fault => fault.Call).ToImmutableArray();
        var plan = new Plan(Pick(random, Scenario.All), faults, LagAt: random.Next(-1, MostSeconds), Lag: random.Next(0, 13)) { OnlyApplicationsLag = random.Next(2) == 0 };
        return random.Next(3) == 0 ? plan with { ClockStep = (random.Next(MostSeconds), Pick(random, Steps)) } : plan;
    }

    private static T Pick<T>(Random random, IReadOnlyList<T> items) => items[random.Next(items.Count)];

    // Not System.HashCode, which differs from process to process.
    private static int HashCode(int seed, long number)
    {
        unchecked
        {
            var mixed = (ulong)seed * 0x9E3779B97F4A7C15 + (ulong)number * 0xBF58476D1CE4E5B9;
            mixed ^= mixed >> 31;
            return (int)(mixed * 0x94D049BB133111EB >> 33);
        }
    }
}
