using Simulation.Tests.Scenarios;

namespace Simulation.Tests;

/// <summary>What one life costs the API server when nothing goes wrong: no read at all. Events are not simulated; they come on top.</summary>
public sealed class CallsTests
{
    [Fact]
    public async Task An_application_that_completes_is_worth_these_calls_and_no_other()
    {
        var outcome = await new Plan(Scenario.All.Single(scenario => scenario.Name == "S01 submit, complete"), []).RunAsync();

        outcome.Trace.Select(Kind).Should().Equal(
            "POST services", "POST configmaps", "POST configmaps", "POST pods", "POST services", "PATCH status",
            "PATCH status", "PATCH status", "PATCH status",
            "DELETE pods", "DELETE pods", "DELETE configmaps", "DELETE configmaps", "DELETE services", "DELETE services", "PATCH status");
    }

    // "3 POST /api/v1/namespaces/spark/configmaps": the collection, or the subresource.
    private static string Kind(string call)
    {
        var (method, path) = (call.Split(' ')[1], call.Split(' ')[2].Split('?')[0].Split('/'));
        return $"{method} {(path[^1] is "status" ? "status" : path[Array.IndexOf(path, "namespaces") + 2])}";
    }
}
