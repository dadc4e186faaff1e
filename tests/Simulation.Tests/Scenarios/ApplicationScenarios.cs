using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Simulation.Tests.Goals;

namespace Simulation.Tests.Scenarios;

/// <summary>One SparkApplication.</summary>
internal static class ApplicationScenarios
{
    internal const string Never = """{"type":"Never"}""";
    private const string TwoRetries = """{"type":"OnFailure","onFailureRetries":2,"onFailureRetryInterval":3}""";

    public static readonly ImmutableArray<Scenario> All =
    [
        Of("S01 submit, complete", Never, "COMPLETED", 1),
        Of("S02 driver fails, Never", Never, "FAILED", 1) with { ExitOf = _ => 1 },
        Of("S03 OnFailure, two retries", TwoRetries, "FAILED", 3) with { ExitOf = _ => 1 },
        Of("S03 OnFailure, works at last", TwoRetries, "COMPLETED", 3) with { ExitOf = run => run < 3 ? 1 : 0 },
        Of("S05 submission refused, then works", """{"type":"OnFailure","onSubmissionFailureRetries":3,"onSubmissionFailureRetryInterval":2}""", "COMPLETED", 1) with { RefusedSubmissions = 2 },
        Of("S05 submission refused for good", """{"type":"OnFailure","onSubmissionFailureRetries":1,"onSubmissionFailureRetryInterval":2}""", "FAILED", 0) with { RefusedSubmissions = 99 },
        Of("S06 edited while running", Never, "COMPLETED", 2) with { Actions = At(3, cluster => cluster.EditSpec(spec => spec["arguments"] = new JsonArray("1000"))) },
        Of("S10 suspended and resumed", Never, "COMPLETED", 2) with
        {
            Actions = new Dictionary<int, Action<SimulatedCluster>>
            {
                [3] = cluster => cluster.EditSpec(spec => spec["suspend"] = true),
                [12] = cluster => cluster.EditSpec(spec => spec["suspend"] = false),
            },
        },
        Of("S17 deleted and created again", Never, "COMPLETED", 1) with { Actions = At(3, cluster => cluster.DeleteAndCreateAgain()) },
        Of("S26 driver deleted by a user", """{"type":"OnFailure","onFailureRetries":1,"onFailureRetryInterval":1}""", "COMPLETED", 2) with { Actions = At(3, cluster => cluster.DeletePod("driver")) },
    ];

    internal static Dictionary<int, Action<SimulatedCluster>> At(int second, Action<SimulatedCluster> action) => new() { [second] = action };

    internal static string Template(string restartPolicy) => $$"""
        {
          "type": "Scala", "mode": "cluster", "image": "spark:4.0.1", "sparkVersion": "4.0.1",
          "mainClass": "org.example.Main", "mainApplicationFile": "local:///opt/app.jar",
          "restartPolicy": {{restartPolicy}},
          "driver": {"cores": 1, "memory": "512m", "serviceAccount": "spark"},
          "executor": {"instances": 2, "cores": 1, "memory": "512m"}
        }
        """;

    private static Scenario Of(string name, string restartPolicy, string endsAs, int drivers) => new(
        name,
        "sparkapplications",
        $$"""
        {
          "apiVersion": "sparkoperator.k8s.io/v1beta2", "kind": "SparkApplication",
          "metadata": {"name": "{{SimulatedCluster.Name}}", "namespace": "{{SimulatedCluster.Namespace}}"},
          "spec": {{Template(restartPolicy)}}
        }
        """,
        new ApplicationGoal(endsAs, drivers));
}
