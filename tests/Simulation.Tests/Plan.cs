using System.Collections.Immutable;
using Testing.Lives;
using Testing.Time;

namespace Simulation.Tests;

/// <summary>One scenario with its faults. The same plan gives the same trace.</summary>
/// <param name="Leaders">Controllers at work at the same time; one, unless leader election has failed us.</param>
/// <param name="LagAt">Virtual second from which the cache is late, for <paramref name="Lag"/> passes.</param>
internal sealed record Plan(Scenario Scenario, ImmutableArray<Fault> Faults, int Leaders = 1, int LagAt = -1, int Lag = 0)
{
    private const int Seconds = 240;

    public override string ToString() =>
        $"{Scenario.Name} | leaders {Leaders} | lag {Lag} at {LagAt} s | {string.Join(", ", Faults.Select(fault => $"{fault.Kind} at call {fault.Call}"))}";

    public async Task<Outcome> RunAsync()
    {
        var clock = new ManualTimeProvider();
        var cluster = new SimulatedCluster(Scenario, clock);
        var oracles = new Oracles(cluster);
        var trace = new List<string>();
        cluster.Api.Before = (request, call) =>
        {
            trace.Add($"{call} {request}");
            foreach (var fault in Faults)
                fault.Before(request, call);
            cluster.Admit(request);
        };
        cluster.Api.After = (request, call) =>
        {
            foreach (var fault in Faults)
                fault.After(request, call);
        };

        var controllers = Enumerable.Range(0, Leaders).Select(_ => new SimulatedController(cluster.Api, clock)).ToArray();
        for (var second = 0; second < Seconds; second++)
        {
            if (Scenario.Actions.TryGetValue(second, out var action))
                action(cluster);
            cluster.Tick();
            for (var index = 0; index < controllers.Length; index++)
            {
                if (second == LagAt)
                    controllers[index].Lag = Lag;
                try
                {
                    _ = await controllers[index].WorkAsync();
                }
                catch (SimulatedCrashException)
                {
                    controllers[index] = new SimulatedController(cluster.Api, clock);
                }
            }

            clock.Advance(TimeSpan.FromSeconds(1));
        }

        return new Outcome(
            (string?)cluster.Application?["status"]?["applicationState"]?["state"] ?? "", oracles.Drivers, cluster.Api.Calls, [.. trace],
            [.. oracles.Violations, .. AtTheEnd(cluster, oracles, controllers, await WritesInADayAsync(cluster, clock, controllers))]);
    }

    private IEnumerable<string> AtTheEnd(SimulatedCluster cluster, Oracles oracles, SimulatedController[] controllers, long writes)
    {
        if ((string?)cluster.Application?["status"]?["applicationState"]?["state"] is var state && state != Scenario.EndsAs)
            yield return $"O3: ended as '{state}', not {Scenario.EndsAs}";

        // A late second leader may get a driver for an attempt that was refused to the first; it is taken down, and the next attempt counts.
        var more = Leaders > 1 ? Scenario.RefusedSubmissions : 0;
        if (oracles.Drivers < Scenario.Drivers || oracles.Drivers > Scenario.Drivers + more)
            yield return $"O3: {oracles.Drivers} drivers were created, not {Scenario.Drivers}";
        foreach (var left in cluster.Api.All("configmaps").Concat(cluster.Api.All("services")).Concat(cluster.Api.All("networkpolicies")))
            yield return $"O5: {left["kind"]} {left["metadata"]!["name"]} is left over";
        foreach (var left in cluster.Api.All("pods").Where(pod => SimulatedCluster.Phase(pod) is "Pending" or "Running"))
            yield return $"O5: pod {left["metadata"]!["name"]} still runs";
        if (writes > 0)
            yield return $"O7: {writes} writes in the day after";
    }

    private static async Task<long> WritesInADayAsync(SimulatedCluster cluster, ManualTimeProvider clock, SimulatedController[] controllers)
    {
        var before = cluster.Api.Version;
        for (var hour = 0; hour < 24; hour++)
        {
            clock.Advance(TimeSpan.FromHours(1));
            foreach (var controller in controllers)
                _ = await controller.WorkAsync();
        }

        return cluster.Api.Version - before;
    }
}

/// <summary>How a plan ended. No violation is what we want.</summary>
internal sealed record Outcome(string State, int Drivers, int Calls, ImmutableArray<string> Trace, ImmutableArray<string> Violations);
