using System.Collections.Immutable;
using Simulation.Tests.Goals;

namespace Simulation.Tests.Scenarios;

/// <summary>One ScheduledSparkApplication that is due every minute, and a run of the same label that somebody else made.</summary>
internal static class ScheduleScenarios
{
    private const int SuspendedAt = 200;
    private const int LongRun = 70;

    private static readonly Dictionary<int, Action<SimulatedCluster>> SuspendedInTheEnd = ApplicationScenarios.At(SuspendedAt, cluster => cluster.Suspend(true));

    public static readonly ImmutableArray<Scenario> All =
    [
        Of("S20 Allow", "Allow", 3),
        Of("S20 Allow, runs that overlap", "Allow", 3) with { SecondsOfARun = 130, Seconds = 330 },
        Of("S20 Forbid, long runs", "Forbid", 1) with { SecondsOfARun = LongRun, Seconds = 300 },
        Of("S20 Replace, long runs", "Replace", 3) with { SecondsOfARun = LongRun, Seconds = 300 },
        Of("S20 suspended and resumed", "Allow", 2) with
        {
            Actions = new Dictionary<int, Action<SimulatedCluster>>
            {
                [50] = cluster => cluster.Suspend(true),
                [150] = cluster => cluster.Suspend(false),
                [SuspendedAt] = cluster => cluster.Suspend(true),
            },
        },
        Of("S23 history of failed runs", "Allow", 3, "FAILED") with { ExitOf = _ => 1 },
    ];

    private static Scenario Of(string name, string policy, int runs, string endsAs = "COMPLETED") => new(
        name,
        "scheduledsparkapplications",
        $$"""
        {
          "apiVersion": "sparkoperator.k8s.io/v1beta2", "kind": "ScheduledSparkApplication",
          "metadata": {"name": "{{SimulatedCluster.Name}}", "namespace": "{{SimulatedCluster.Namespace}}"},
          "spec": {
            "schedule": "* * * * *", "concurrencyPolicy": "{{policy}}", "successfulRunHistoryLimit": 1,
            "template": {{ApplicationScenarios.Template(ApplicationScenarios.Never)}}
          }
        }
        """,
        new ScheduleGoal(policy, runs, endsAs))
    {
        Actions = SuspendedInTheEnd,
        Others =
        [
            (SimulatedCluster.Collection("sparkapplications"), $$"""
                {
                  "apiVersion": "sparkoperator.k8s.io/v1beta2", "kind": "SparkApplication",
                  "metadata": {"name": "by-hand", "namespace": "{{SimulatedCluster.Namespace}}", "labels": {"sparkoperator.k8s.io/scheduled-app-name": "{{SimulatedCluster.Name}}"} },
                  "spec": {{ApplicationScenarios.Template(ApplicationScenarios.Never)}}
                }
                """),
        ],
    };
}
