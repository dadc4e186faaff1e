using System.Collections.Immutable;
using Simulation.Tests.Scenarios;

namespace Simulation.Tests;

/// <summary>Plans drawn from a seed. The same seed and number give the same plan, whatever was run before.</summary>
internal static class RandomPlans
{
    private const int MostFaults = 4;
    private const int MostCalls = 120;
    private const int MostSeconds = 60;
    private const int MostLag = 12;

    private static readonly ImmutableArray<TimeSpan> Steps = [TimeSpan.FromMinutes(-1), TimeSpan.FromMinutes(1), TimeSpan.FromHours(1), TimeSpan.FromHours(8)];

    public static Plan At(int seed, long number)
    {
        var random = new Random(Mixed(seed, number));
        var plan = new Plan(Pick(random, Scenario.All), Faults(random, random.Next(MostFaults + 1)));
        if (random.Next(2) == 0)
            plan = plan with { LagAt = random.Next(MostSeconds), Lag = random.Next(1, MostLag + 1), OnlyApplicationsLag = random.Next(2) == 0 };
        if (random.Next(4) == 0)
            plan = plan with { Leaders = 2 };
        if (random.Next(3) == 0)
            plan = plan with { User = new UserAction(random.Next(1, MostCalls), Pick(random, plan.Scenario.UserActions)) };
        return random.Next(3) == 0 ? Stepped(plan, random.Next(MostSeconds), Pick(random, Steps), random.Next(2) == 0) : plan;
    }

    // No pause takes time away.
    private static Plan Stepped(Plan plan, int second, TimeSpan by, bool isPause) => plan with { ClockStep = (second, by), IsPause = isPause && by > TimeSpan.Zero };

    private static ImmutableArray<Fault> Faults(Random random, int count) =>
        [.. Enumerable.Range(0, count).Select(_ => new Fault(random.Next(1, MostCalls), Pick(random, [.. Enum.GetValues<FaultKind>()]))).DistinctBy(fault => fault.Call)];

    private static T Pick<T>(Random random, ImmutableArray<T> items) => items[random.Next(items.Length)];

    // Not System.HashCode, which differs from process to process.
    private static int Mixed(int seed, long number)
    {
        unchecked
        {
            var mixed = (ulong)seed * 0x9E3779B97F4A7C15 + (ulong)number * 0xBF58476D1CE4E5B9;
            mixed ^= mixed >> 31;
            return (int)(mixed * 0x94D049BB133111EB >> 33);
        }
    }
}
