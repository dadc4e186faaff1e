using System.Text.Json.Nodes;

namespace Simulation.Tests.Goals;

/// <summary>The application ends so, after so many drivers of its own, and leaves nothing behind.</summary>
/// <param name="EndsAs">State in the end.</param>
/// <param name="Drivers">Of its own.</param>
/// <param name="HasTimeout">The application sets its driver a time.</param>
internal sealed record ApplicationGoal(string EndsAs, int Drivers, bool HasTimeout = false) : Goal
{
    /// <summary>So many more may be made, and taken down, when something goes wrong: a Job cannot always be stopped in time.</summary>
    public int Late { get; init; }

    public override IEnumerable<string> Missed(SimulatedCluster cluster, Oracles oracles, Plan plan)
    {
        var state = SimulatedCluster.State(cluster.Main);
        if (!Ends(cluster.Main, plan).Contains(state))
            yield return $"O3: ended as '{state}', not {string.Join(" or ", Ends(cluster.Main, plan).Select(end => $"'{end}'"))}";

        if (cluster.Main is { } main)
        {
            var (created, (fewest, most)) = (oracles.CreatedFor(SimulatedCluster.Uid(main)), Range(plan, state));
            if (created < fewest || created > most)
                yield return $"O3: {created} drivers were created, not {fewest} to {most}";
            if (plan is { User: null, Leaders: 1, Scenario.Actions.Count: 0 } && created != ((int?)main["status"]?["executionAttempts"] ?? 0))
                yield return $"O3: {created} drivers were created, and {main["status"]?["executionAttempts"] ?? 0} attempts are recorded";
            if (Driver(cluster, main) is { } driver && (state, SimulatedCluster.Phase(driver)) is ("COMPLETED", not "Succeeded") or ("FAILED", "Succeeded"))
                yield return $"O3: ended as '{state}', and its driver as '{SimulatedCluster.Phase(driver)}'";
            if (plan.User?.Kind is UserActionKind.Edit && state == EndsAs && HasMark(main) && oracles.Created is [.., var (_, last)] && !HasMark(last))
                yield return "O12: what was edited last was not run last";
        }

        foreach (var left in LeftOver(cluster, plan).Concat(StillRunning(cluster)))
            yield return left;
    }

    // Of the attempt that is recorded.
    private static JsonObject? Driver(SimulatedCluster cluster, JsonObject main) => cluster.Api.All("pods").FirstOrDefault(pod =>
        SimulatedCluster.Label(pod, "spark-role") == "driver" && SimulatedCluster.Label(pod, "sparkoperator.k8s.io/submission-id") is { } id && id == (string?)main["status"]?["submissionID"]);

    private string[] Ends(JsonObject? main, Plan plan) => plan.User?.Kind switch
    {
        _ when main is null => [""],
        UserActionKind.Suspend when (bool?)main["spec"]!["suspend"] is true => ["SUSPENDED", .. Ends(plan)],
        _ => Ends(plan),
    };

    // A driver that did nothing wrong is out of time when the clock says so.
    private string[] Ends(Plan plan) => HasTimeout && plan.ClockStep.By > TimeSpan.Zero ? [EndsAs, "FAILED"] : [EndsAs];

    private (int Fewest, int Most) Range(Plan plan, string state)
    {
        // A late second leader may get a driver for an attempt that was refused to the first; it is taken down, and the next attempt counts.
        var fewest = plan switch
        {
            { MayOverlook: true } => Math.Min(Drivers, 1),
            _ when HasTimeout && plan.ClockStep.By > TimeSpan.Zero => 1,
            { MetNobody: true } => Math.Max(Drivers - 1, 1),
            _ => Drivers,
        };
        var more = (plan.Leaders > 1 ? plan.Scenario.RefusedSubmissions : 0) + ((plan with { Mutant = null }).IsPlain ? 0 : Late);
        return plan.User?.Kind switch
        {
            null => (fewest, Drivers + more),
            UserActionKind.Edit or UserActionKind.SuspendAndResume => (fewest, Math.Max(2 * Drivers, Drivers + 1) + more),
            _ when state == "SUSPENDED" => (0, Drivers + more),

            // People who meddle may meet a run that would have been the last.
            _ => (Math.Min(Drivers, 1), Drivers + 1 + more),
        };
    }
}
