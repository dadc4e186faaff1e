using System.Collections.Immutable;
using Kubernetes.Client.Watching;
using Simulation.Tests.Scenarios;

namespace Simulation.Tests.Whole;

/// <summary>One scenario with whole controllers: real watches, caches, queues and leader election. The same plan gives the same trace.</summary>
/// <param name="Replicas">Of which one leads at a time, unless one of them is frozen while it does.</param>
internal sealed record WholePlan(Scenario Scenario, ImmutableArray<Fault> Faults, int Replicas = 1)
{
    private const int SecondsFrozen = 25;
    private const int SecondsOfStart = 40;

    /// <summary>Until a list makes up for an event that was lost: <see cref="ReflectorOptions.ListAgainAfter"/> and the longest watch, and what follows from what the list tells.</summary>
    private static readonly TimeSpan UntilListedAgain = TimeSpan.FromMinutes(45);
    private static readonly TimeSpan Step = TimeSpan.FromSeconds(5);

    /// <summary>Of the first controller; null: none.</summary>
    public WatchFault? Watch { get; init; }

    /// <summary>The process that makes this call stands still before it takes effect, longer than its lease is good for, and then goes on; null: none does.</summary>
    public (int Call, int Seconds)? Freeze { get; init; }

    /// <summary>Virtual seconds during which the first controller cannot reach its lease; null: it always can.</summary>
    public (int From, int Until)? WithoutLease { get; init; }

    /// <summary>Virtual second at which whoever leads is told to stop; null: nobody is.</summary>
    public int? StopAt { get; init; }

    /// <summary>What a person does in the middle of it; null: nothing beside what the scenario says.</summary>
    public UserAction? User { get; init; }

    public static WholePlan FrozenAt(Scenario scenario, int call) => new(scenario, [], Replicas: 2) { Freeze = (call, SecondsFrozen) };

    public override string ToString() => string.Join(' ', new[]
    {
        $"replicas={Replicas}", string.Join(' ', Faults.Select(fault => $"fault={fault.Kind}@{fault.Call}")), Watch is null ? "" : $"watch={Watch.Kind}@{Watch.Event}", Freeze is null ? "" : $"freeze@{Freeze.Value.Call}",
        WithoutLease is null ? "" : $"no-lease={WithoutLease.Value.From}-{WithoutLease.Value.Until}", StopAt is null ? "" : $"stop@{StopAt}", User is null ? "" : $"user={User.Kind}@{User.Call}", $"scenario={Scenario.Name}",
    }.Where(word => word.Length > 0));

    public Outcome Run()
    {
        var world = new WholeWorld(this);
        var (replicas, started) = (new List<Replica>(), 0);
        for (; started < Replicas; started++)
            replicas.Add(new Replica(world, started, started == 0 ? Watch : null));

        var (frozen, breakdowns) = (0, new List<string>());
        for (var second = 0; second < Scenario.Seconds + SecondsOfStart; second++)
        {
            if (Scenario.Actions.TryGetValue(second, out var action))
                action(world.Cluster);
            if (second == StopAt)
                replicas.Find(replica => replica.Leads)?.Stop();
            replicas[0].Api.RefusesLease = WithoutLease is { } without && second >= without.From && second < without.Until;
            world.Oracles.Tick();
            world.Cluster.Tick();
            Settle(world, replicas);
            for (var index = 0; index < replicas.Count; index++)
            {
                if (replicas[index].Api.IsCrashed)
                {
                    breakdowns.AddRange(replicas[index].Breakdowns);
                    replicas[index].Dispose();
                    replicas[index] = new Replica(world, started++, null);
                }
                else if (replicas[index].Api.IsFrozen && ++frozen > Freeze!.Value.Seconds)
                {
                    replicas[index].Api.Thaw();
                }
            }

            Pass(world, replicas, TimeSpan.FromSeconds(1));
        }

        for (var waited = TimeSpan.Zero; Watch?.Kind is WatchFaultKind.Missed && waited < UntilListedAgain; waited += Step)
        {
            world.Oracles.Tick();
            world.Cluster.Tick();
            Settle(world, replicas);
            Pass(world, replicas, Step);
        }

        world.IsOver = true;
        var (calls, writes) = (world.Calls, world.Oracles.Writes);
        for (var hour = 0; hour < 24; hour++)
        {
            Pass(world, replicas, TimeSpan.FromHours(1));
            Settle(world, replicas);
        }

        replicas.ForEach(replica => replica.Dispose());
        return new Outcome(
            calls, [.. world.Trace],
            [
                .. world.Oracles.Violations, .. Scenario.Goal.Missed(world.Cluster, world.Oracles, Judged), .. breakdowns, .. replicas.SelectMany(replica => replica.Breakdowns),
                .. world.Oracles.Writes > writes ? [$"O7: {world.Oracles.Writes - writes} writes in the day after"] : Array.Empty<string>(),
            ]);
    }

    // What the goals excuse.
    private Plan Judged => new(Scenario, Freeze is { } freeze ? Faults.Add(new Fault(freeze.Call, FaultKind.LostAnswer)) : Faults, Replicas, Lag: Freeze is null ? 0 : 1)
    {
        User = User,
        MayOverlook = Watch is not null || Freeze is not null || WithoutLease is not null || StopAt is not null || !Faults.IsEmpty,
    };

    private static void Settle(WholeWorld world, List<Replica> replicas)
    {
        world.History.Grown = () => replicas.ForEach(replica => replica.Api.Wake());
        while (replicas.Exists(replica => replica.Work()))
        {
        }
    }

    private static void Pass(WholeWorld world, List<Replica> replicas, TimeSpan time)
    {
        world.Advance(time);
        replicas.ForEach(replica => replica.Advance(world.Now));
    }
}
