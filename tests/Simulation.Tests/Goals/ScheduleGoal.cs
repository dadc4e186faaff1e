namespace Simulation.Tests.Goals;

/// <summary>Every minute got one run or was counted as missed; every run that is there ended so, with one driver; history is kept short.</summary>
/// <param name="Runs">Started when nothing goes wrong.</param>
internal sealed record ScheduleGoal(string Policy, int Runs, string EndsAs) : Goal
{
    private const int KeptOfEach = 1;
    private const int StartedSinceHistoryWasLookedAt = 1;

    public override IEnumerable<string> Missed(SimulatedCluster cluster, Oracles oracles, Plan plan)
    {
        if (cluster.Main is { } main)
        {
            var uid = SimulatedCluster.Uid(main);
            var (started, counted) = (oracles.Ticks.Runs.Count(run => run.Schedule == uid), (int?)main["status"]?["missedRuns"] ?? 0);
            var (fewest, most) = (oracles.Ticks.Owed(uid), oracles.Ticks.Owed(uid) + oracles.Ticks.Excused(uid));
            if (started + counted < fewest || started + counted > most)
                yield return $"O3: {started} runs and {counted} counted as missed, of {fewest} to {most} minutes that were due";
            if (plan.IsPlain && started != Runs)
                yield return $"O3: {started} runs were started, not {Runs}";

            var kept = cluster.Api.All("sparkapplications").Count(run => SimulatedCluster.Owners(run).Contains(uid));
            if (Policy == "Allow" && plan.Scenario.SecondsOfARun < 60 && kept > KeptOfEach + StartedSinceHistoryWasLookedAt + StoppedBeforeItWasDeleted(plan))
                yield return $"O5: {kept} runs are kept";
        }

        foreach (var run in cluster.Api.All("sparkapplications"))
        {
            var (name, state, drivers) = (SimulatedCluster.NameOf(run), SimulatedCluster.State(run), oracles.CreatedFor(SimulatedCluster.Uid(run)));
            if (state != EndsAs)
                yield return $"O3: run {name} ended as '{state}', not {EndsAs}";
            if (drivers != 1)
                yield return $"O3: run {name} had {drivers} drivers";
            if (cluster.Main is null && SimulatedCluster.Owners(run).Any())
                yield return $"O5: run {name} is left over";
        }

        foreach (var left in LeftOver(cluster, plan).Concat(StillRunning(cluster)))
            yield return left;
    }

    // A deletion that went wrong is repeated, but not by a schedule that a person has suspended since: it waits for the next run.
    private static int StoppedBeforeItWasDeleted(Plan plan) => plan.User?.Kind is UserActionKind.Suspend && !plan.Faults.IsEmpty ? 1 : 0;
}
