using Simulation.Tests.Scenarios;
using Xunit.Abstractions;

namespace Simulation.Tests.Mutants;

/// <summary>The guard against a vacuous proof: every broken rule is found.</summary>
public sealed class MutantTests(ITestOutputHelper output)
{
    public static TheoryData<string> Names => [.. Mutant.All.Select(mutant => mutant.Name)];

    [Theory, MemberData(nameof(Names))]
    public async Task A_broken_rule_is_found(string name)
    {
        var mutant = Mutant.All.Single(mutant => mutant.Name == name);
        var tried = 0;
        await foreach (var plan in PlansAsync([.. Scenario.All.Where(scenario => scenario.Plural == mutant.Plural)]))
        {
            tried++;
            if (await ViolationAsync(plan with { Mutant = mutant }) is not { } violation)
                continue;

            output.WriteLine($"found by plan {tried}: {plan with { Mutant = mutant }}: {violation}");
            return;
        }

        Assert.Fail($"{tried} plans did not notice that the controller {name}, instead of: {mutant.Breaks}.");
    }

    // What is cheap first: most broken rules need no fault at all.
    private static async IAsyncEnumerable<Plan> PlansAsync(IReadOnlyList<Scenario> scenarios)
    {
        foreach (var scenario in scenarios)
        {
            yield return new Plan(scenario, []);
            yield return new Plan(scenario, []) { ClockStep = (61, TimeSpan.FromMinutes(3)), IsPause = true };
        }

        foreach (var scenario in scenarios)
        {
            for (var second = 0; second < 20; second++)
            {
                yield return new Plan(scenario, [], LagAt: second, Lag: 3);
                yield return new Plan(scenario, [], Leaders: 2, LagAt: second, Lag: 3);
                yield return new Plan(scenario, [], Leaders: 2, LagAt: second, Lag: 12) { OnlyApplicationsLag = true };
            }
        }

        foreach (var scenario in scenarios)
        {
            var calls = (await new Plan(scenario, []).RunAsync()).Calls;
            foreach (var kind in Enum.GetValues<FaultKind>())
            {
                for (var call = 1; call <= calls; call++)
                    yield return new Plan(scenario, [new Fault(call, kind)]);
            }
        }
    }

    // A broken controller may also break down: that is noticed too.
    private static async Task<string?> ViolationAsync(Plan plan)
    {
        try
        {
            return (await plan.RunAsync()).Violations.FirstOrDefault();
        }
        catch (Exception exception) when (exception is InvalidOperationException or KeyNotFoundException or System.Text.Json.JsonException or FormatException)
        {
            return $"{exception.GetType().Name}: {exception.Message}";
        }
    }
}
