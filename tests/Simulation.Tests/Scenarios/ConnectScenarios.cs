using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Simulation.Tests.Goals;

namespace Simulation.Tests.Scenarios;

/// <summary>One SparkConnect, and a pod of the same label that somebody else made.</summary>
internal static class ConnectScenarios
{
    public static readonly ImmutableArray<Scenario> All =
    [
        Of("C01 comes up", "Keep", 1),
        Of("C02 edited, restarts", "Restart", 2) with { Actions = ApplicationScenarios.At(10, Edit) },
        Of("C03 edited, stays", "Keep", 1) with { Actions = ApplicationScenarios.At(10, Edit) },
        Of("C04 server evicted", "Keep", 2) with { Actions = ApplicationScenarios.At(40, cluster => cluster.Evict("server")) },
        Of("C05 server deleted by a user", "Keep", 2) with { Actions = ApplicationScenarios.At(10, cluster => cluster.DeletePod("server")) },
        Of("C06 deleted and created again", "Restart", 1) with { Actions = ApplicationScenarios.At(10, cluster => cluster.DeleteAndCreateAgain()) },
        Of("C06 deleted and created again otherwise", "Restart", 1) with
        {
            Actions = ApplicationScenarios.At(10, cluster =>
            {
                cluster.DeleteAndCreateAgain();
                Edit(cluster);
            }),
        },
        Of("C07 clients restricted, then not", "Keep", 1) with
        {
            Actions = new Dictionary<int, Action<SimulatedCluster>>
            {
                [3] = cluster => cluster.EditSpec(spec => spec["restrictClients"] = true),
                [20] = cluster => cluster.EditSpec(spec => spec["restrictClients"] = false),
            },
        },
        TheNameIsTaken(),
    ];

    private static void Edit(SimulatedCluster cluster) => cluster.EditSpec(spec => spec["sparkConf"] = new JsonObject { ["spark.sql.shuffle.partitions"] = "7" });

    // By a pod that has ended, which its own server would be replaced for.
    private static Scenario TheNameIsTaken()
    {
        var scenario = Of("C08 the name is taken, then not", "Restart", 1);
        return scenario with
        {
            Actions = ApplicationScenarios.At(60, cluster => cluster.DeletePod("server")),
            Others = scenario.Others.Add((SimulatedCluster.Collection("pods"), $$"""
                {
                  "apiVersion": "v1", "kind": "Pod", "status": {"phase": "Succeeded"}, "spec": {},
                  "metadata": {"name": "{{SimulatedCluster.Name}}-server", "namespace": "{{SimulatedCluster.Namespace}}", "labels": {"sparkoperator.k8s.io/connect-name": "{{SimulatedCluster.Name}}", "spark-role": "connect-server"} }
                }
                """)),
        };
    }

    private static Scenario Of(string name, string updatePolicy, int servers) => new(
        name,
        "sparkconnects",
        $$"""
        {
          "apiVersion": "sparkoperator.k8s.io/v1alpha1", "kind": "SparkConnect",
          "metadata": {"name": "{{SimulatedCluster.Name}}", "namespace": "{{SimulatedCluster.Namespace}}"},
          "spec": {
            "sparkVersion": "4.0.1", "image": "spark:4.0.1", "updatePolicy": "{{updatePolicy}}", "sparkConf": {"spark.hadoop.fs.s3a.secret.key": "{{SimulatedCluster.Secret}}"},
            "server": {"cores": 1, "memory": "512m"}, "executor": {"instances": 2, "cores": 1, "memory": "512m"}
          }
        }
        """,
        new ConnectGoal(servers, updatePolicy))
    {
        Others =
        [
            (SimulatedCluster.Collection("pods"), $$"""
                {
                  "apiVersion": "v1", "kind": "Pod",
                  "metadata": {"name": "by-hand", "namespace": "{{SimulatedCluster.Namespace}}", "labels": {"sparkoperator.k8s.io/connect-name": "{{SimulatedCluster.Name}}", "spark-role": "executor"} },
                  "spec": {}
                }
                """),
        ],
    };
}
