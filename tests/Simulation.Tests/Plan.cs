using System.Collections.Immutable;
using Simulation.Tests.Mutants;
using Testing.Lives;
using Testing.Time;

namespace Simulation.Tests;

/// <summary>One scenario with its faults. The same plan gives the same trace.</summary>
/// <param name="Leaders">Controllers at work at the same time; one, unless leader election has failed us.</param>
/// <param name="LagAt">Virtual second from which the cache of the last controller is late, for <paramref name="Lag"/> passes.</param>
internal sealed record Plan(Scenario Scenario, ImmutableArray<Fault> Faults, int Leaders = 1, int LagAt = -1, int Lag = 0)
{
    /// <summary>A rule to break; null for the product as it is.</summary>
    public Mutant? Mutant { get; init; }

    /// <summary>Only the cache of applications is late; pods are seen at once.</summary>
    public bool OnlyApplicationsLag { get; init; }

    /// <summary>Virtual second at which the clock is put forward, and by how much.</summary>
    public (int At, TimeSpan By) ClockStep { get; init; } = (-1, TimeSpan.Zero);

    private const int Seconds = 240;

    public override string ToString() =>
        $"{Scenario.Name} | leaders {Leaders} | lag {Lag}{(OnlyApplicationsLag ? " of applications" : "")} at {LagAt} s | clock +{ClockStep.By.TotalSeconds} s at {ClockStep.At} s | "
        + string.Join(", ", Faults.Select(fault => $"{fault.Kind} at call {fault.Call}")) + (Mutant is null ? "" : $" | {Mutant}");

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

        var controllers = Enumerable.Range(0, Leaders).Select(_ => NewController(cluster, clock)).ToArray();
        for (var second = 0; second < Seconds; second++)
        {
            if (Scenario.Actions.TryGetValue(second, out var action))
                action(cluster);
            if (second == ClockStep.At)
                clock.Advance(ClockStep.By);
            cluster.Tick();
            for (var index = 0; index < controllers.Length; index++)
            {
                if (second == LagAt && index == controllers.Length - 1)
                    (controllers[index].Lag, controllers[index].OnlyApplicationsLag) = (Lag, OnlyApplicationsLag);
                try
                {
                    _ = await controllers[index].WorkAsync();
                }
                catch (SimulatedCrashException)
                {
                    controllers[index] = NewController(cluster, clock);
                }
            }

            clock.Advance(TimeSpan.FromSeconds(1));
        }

        return new Outcome(
            (string?)cluster.Application?["status"]?["applicationState"]?["state"] ?? "", oracles.Drivers, cluster.Api.Calls, [.. trace],
            [.. oracles.Violations, .. AtTheEnd(cluster, oracles, controllers, await WritesInADayAsync(cluster, clock, controllers))]);
    }

    private SimulatedController NewController(SimulatedCluster cluster, ManualTimeProvider clock) => new(cluster.Api, clock, seams: Mutant?.Seams());

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
