using System.Collections.Immutable;
using Simulation.Tests.Mutants;
using Simulation.Tests.Scenarios;
using Testing.Lives;
using Testing.Time;

namespace Simulation.Tests;

/// <summary>One scenario with its faults. The same plan gives the same trace.</summary>
/// <param name="Leaders">Controllers at work at the same time; one, unless leader election has failed us.</param>
/// <param name="LagAt">Virtual second from which the cache of the last controller is late, for <paramref name="Lag"/> passes.</param>
internal sealed record Plan(Scenario Scenario, ImmutableArray<Fault> Faults, int Leaders = 1, int LagAt = -1, int Lag = 0)
{
    private const int SecondsToMend = 120;

    // What is due again and again is due at each of them.
    private static readonly ImmutableArray<double> HoursOfTheDayAfter = [0.02, 0.2, 0.78, 1, 2, 4, 16];

    private static readonly TimeSpan LateCache = TimeSpan.FromSeconds(30);

    /// <summary>A rule to break; null for the product as it is.</summary>
    public Mutant? Mutant { get; init; }

    /// <summary>Only the cache of applications is late; pods are seen at once.</summary>
    public bool OnlyApplicationsLag { get; init; }

    /// <summary>What a person does in the middle of it; null: nothing beside what the scenario says.</summary>
    public UserAction? User { get; init; }

    /// <summary>Virtual second at which the clock is set, and by how much.</summary>
    public (int At, TimeSpan By) ClockStep { get; init; } = (-1, TimeSpan.Zero);

    /// <summary>The clock is not set: the process stood still for so long, or its machine slept.</summary>
    public bool IsPause { get; init; }

    /// <summary>Nothing goes wrong.</summary>
    public bool IsPlain => Faults.IsEmpty && User is null && Lag == 0 && Leaders == 1 && ClockStep.By == TimeSpan.Zero && Mutant is null;

    /// <summary>
    /// Another leader, late and interrupted in its first submission, made companions of an attempt that was over by then. Nobody knows of them any more; they go with their application.
    /// </summary>
    public bool MayLeaveCompanions => Leaders > 1 && Lag > 0 && (!Faults.IsEmpty || Scenario.RefusedSubmissions > 0);

    /// <summary>Nobody led, or a watch was silent, for longer than what people did lasted.</summary>
    public bool MayOverlook { get; init; }

    /// <summary>What people do in the scenario came before there was a driver or a server: it takes one fewer.</summary>
    public bool MetNobody { get; init; }

    public override string ToString() => PlanText.Of(this);

    public async Task<Outcome> RunAsync()
    {
        var clock = new ManualTimeProvider();
        var cluster = new SimulatedCluster(Scenario, clock);
        var oracles = new Oracles(cluster, clock, User is not null && (Lag > 0 || Leaders > 1) ? LateCache : TimeSpan.Zero);
        var encounter = new Encounter(Scenario, cluster);
        var trace = new List<string>();
        var (second, disturbed, lastWrite) = (0, 0, 0);
        List<string> breakdowns = [];
        cluster.Api.Before = (request, call) =>
        {
            if (call == User?.Call)
                cluster.Do(User.Kind);
            if (call == User?.Call || Faults.Any(fault => fault.Call == call))
                disturbed = second;
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

        var controllers = Enumerable.Range(0, Leaders).Select(_ => NewController(cluster, oracles, clock)).ToArray();
        for (; second < SecondsUntilQuiet(disturbed); second++)
        {
            encounter.Act(second);
            if (second == ClockStep.At)
                Step(clock);
            oracles.Tick();
            cluster.Tick();
            if (second == LagAt)
                (controllers[^1].Lag, controllers[^1].OnlyApplicationsLag) = (Lag, OnlyApplicationsLag);
            encounter.Look(second, controllers);
            var writes = oracles.Writes;
            for (var index = 0; index < controllers.Length; index++)
            {
                try
                {
                    _ = await controllers[index].WorkAsync();
                }
                catch (SimulatedCrashException)
                {
                    controllers[index] = NewController(cluster, oracles, clock);
                }
                catch (Exception error) when (error is not OutOfMemoryException)
                {
                    breakdowns.Add($"O11: {error.GetType().Name}: {error.Message}");
                    controllers[index] = NewController(cluster, oracles, clock);
                }
            }

            lastWrite = oracles.Writes > writes ? second : lastWrite;
            clock.Advance(TimeSpan.FromSeconds(1));
        }

        // What went wrong is over.
        (cluster.Api.Before, cluster.Api.After) = ((_, _) => { }, (_, _) => { });
        var outcome = new Outcome(cluster.Api.Calls, [.. trace], []) { LastWrite = lastWrite, Disturbed = disturbed, End = FinalState.Of(cluster) };
        var lateWrites = await WritesInADayAsync(cluster, clock, controllers);
        var asItWent = this with { User = outcome.Calls < User?.Call ? null : User, MayOverlook = MayOverlook || encounter.WasOverlooked, MetNobody = encounter.MetNobody };
        return outcome with
        {
            Violations =
            [
                .. oracles.Violations, .. breakdowns, .. Scenario.Goal.Missed(cluster, oracles, asItWent), .. lateWrites > 0 ? [$"O7: {lateWrites} writes in the day after"] : Array.Empty<string>(),
                .. IsPlain || Mutant is not null ? [] : Compared(asItWent, outcome, await References.OfAsync(Scenario)),
            ],
        };
    }

    private static IEnumerable<string> Compared(Plan plan, Outcome outcome, Outcome reference)
    {
        foreach (var exceeded in Bounds.Exceeded(plan, outcome, reference))
            yield return exceeded;
        if (plan is { User: null, Leaders: 1, Lag: 0, MetNobody: false, MayOverlook: false } && plan.ClockStep.By == TimeSpan.Zero && !outcome.End.SequenceEqual(reference.End))
            yield return $"O1: in the end there is {string.Join(", ", outcome.End.Except(reference.End))}, and not {string.Join(", ", reference.End.Except(outcome.End))}";
    }

    private SimulatedController NewController(SimulatedCluster cluster, Oracles oracles, ManualTimeProvider clock) => new(cluster.Api, clock, seams: Mutant?.Seams()) { Heard = oracles.KeepsSecrets };

    // What went wrong near the end gets its time to be mended; a schedule goes on for ever and mends itself with its next run.
    private int SecondsUntilQuiet(int disturbed) => Scenario.Plural == "scheduledsparkapplications" ? Scenario.Seconds : Math.Max(Scenario.Seconds, disturbed + SecondsToMend);

    private void Step(ManualTimeProvider clock)
    {
        if (IsPause)
            clock.Advance(ClockStep.By);
        else
            clock.JumpWallClock(ClockStep.By);
    }

    private static async Task<long> WritesInADayAsync(SimulatedCluster cluster, ManualTimeProvider clock, SimulatedController[] controllers)
    {
        var before = cluster.Api.Version;
        foreach (var hours in HoursOfTheDayAfter)
        {
            clock.Advance(TimeSpan.FromHours(hours));
            foreach (var controller in controllers)
                _ = await controller.WorkAsync();
        }

        return cluster.Api.Version - before;
    }
}

/// <summary>How a plan ended. No violation is what we want.</summary>
internal sealed record Outcome(int Calls, ImmutableArray<string> Trace, ImmutableArray<string> Violations)
{
    /// <summary>Virtual second of the last write of a controller, the day after left out.</summary>
    public int LastWrite { get; init; }

    /// <summary>Virtual second in which the last fault happened.</summary>
    public int Disturbed { get; init; }

    /// <summary>What is there in the end.</summary>
    public ImmutableArray<string> End { get; init; } = [];
}
