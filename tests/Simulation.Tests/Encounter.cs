using Simulation.Tests.Scenarios;
using Testing.Lives;

namespace Simulation.Tests;

/// <summary>Whether what people do in a scenario met what it is meant for, in spite of what went wrong.</summary>
internal sealed class Encounter(Scenario scenario, SimulatedCluster cluster)
{
    private readonly int _first = scenario.Actions.Keys.DefaultIfEmpty(-1).Min();
    private readonly int _last = scenario.Actions.Keys.DefaultIfEmpty(-1).Max();
    private bool _wasSeen;

    /// <summary>There was no driver and no server when they began.</summary>
    public bool MetNobody { get; private set; }

    /// <summary>They began, and undid it, while the cache of every controller was late.</summary>
    public bool WasOverlooked => _last > _first && !_wasSeen;

    public void Act(int second)
    {
        if (!scenario.Actions.TryGetValue(second, out var action))
            return;
        if (second == _first)
            MetNobody = !cluster.Api.All("pods").Any(pod => SimulatedCluster.Label(pod, "spark-role") is "driver" or "connect-server" && SimulatedCluster.Lives(pod));
        action(cluster);
    }

    /// <summary>Before the controllers work.</summary>
    public void Look(int second, SimulatedController[] controllers)
    {
        if (second >= _first && second < _last)
            _wasSeen |= Array.Exists(controllers, controller => controller.Lag == 0);
    }
}
