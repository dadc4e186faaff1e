using Simulation.Tests.Scenarios;
using Xunit.Abstractions;

namespace Simulation.Tests.Enumerated;

/// <summary>What the enumerations have in common.</summary>
internal static class Plans
{
    public static TheoryData<string> Names => [.. Scenario.All.Select(scenario => scenario.Name)];

    /// <summary>The calls that a scenario is about, by number: of schedules those of the schedule, for what its runs do is what applications do.</summary>
    public static async Task<IReadOnlyList<int>> CallsAsync(Scenario scenario)
    {
        var trace = (await References.OfAsync(scenario)).Trace;
        return [.. Enumerable.Range(1, trace.Length).Where(call => scenario.Plural != "scheduledsparkapplications" || IsOfSchedule(trace[call - 1]))];
    }

    public static async Task NoViolations(this ITestOutputHelper output, IEnumerable<Plan> plans)
    {
        var count = 0;
        List<string> found = [];
        foreach (var plan in plans)
        {
            count++;
            var outcome = await plan.RunAsync();
            if (outcome.Violations.Length > 0)
                found.Add($"--replay \"{plan}\": {string.Join("; ", outcome.Violations)}");
        }

        output.WriteLine($"{count} plans, {found.Count} with violations");
        found.Should().BeEmpty();
    }

    private static bool IsOfSchedule(string call) =>
        call.Contains("scheduledsparkapplications", StringComparison.Ordinal) || (call.Contains("/sparkapplications", StringComparison.Ordinal) && !call.EndsWith("/status", StringComparison.Ordinal));
}
