using System.Collections.Concurrent;
using Simulation.Tests.Scenarios;

namespace Simulation.Tests;

/// <summary>Every scenario when nothing goes wrong.</summary>
internal static class References
{
    private static readonly ConcurrentDictionary<string, Outcome> Known = new();

    public static async Task<Outcome> OfAsync(Scenario scenario) =>
        Known.TryGetValue(scenario.Name, out var known) ? known : Known[scenario.Name] = await new Plan(scenario, []).RunAsync();
}
