using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Simulation.Tests.Goals;

namespace Simulation.Tests.Scenarios;

/// <summary>One SparkApplication.</summary>
internal static class ApplicationScenarios
{
    internal const string Never = """{"type":"Never"}""";
    private const string OneRetry = """{"type":"OnFailure","onFailureRetries":1,"onFailureRetryInterval":1}""";
    private const string TwoRetries = """{"type":"OnFailure","onFailureRetries":2,"onFailureRetryInterval":3}""";

    // Longer than a driver takes that does not hang.
    private const string StartTimeout = """ "sparkoperator.k8s.io/start-timeout": "8s" """;
    private const string RunTimeout = """ "sparkoperator.k8s.io/run-timeout": "15s" """;

    private const string ForAJvm = """ "jars": ["file:///opt/extra.jar"] """;

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
        Of("S26 driver deleted by a user", OneRetry, "COMPLETED", 2) with { Actions = At(3, cluster => cluster.DeletePod("driver")) },
        Of("S31 never starts", Never, "FAILED", 1, StartTimeout) with { Hangs = _ => Hang.BeforeItRuns },
        Of("S31 starts too late, then in time", OneRetry, "COMPLETED", 2, StartTimeout) with { Hangs = driver => driver == 1 ? Hang.BeforeItRuns : Hang.No },
        Of("S32 never ends", Never, "FAILED", 1, RunTimeout) with { Hangs = _ => Hang.WhileItRuns },
        Of("S32 runs too long, then ends", OneRetry, "COMPLETED", 2, RunTimeout) with { Hangs = driver => driver == 1 ? Hang.WhileItRuns : Hang.No },
        Of("S33 submitted by a Job", Never, "COMPLETED", 1) with { Manifest = Manifest(Never, "", ForAJvm) },
        Of("S33 suspended, and needs no Job any more", Never, "COMPLETED", 1) with
        {
            Manifest = Manifest(Never, "", ForAJvm),
            Goal = new ApplicationGoal("COMPLETED", 1) { Late = 1 },
            Actions = new Dictionary<int, Action<SimulatedCluster>>
            {
                [1] = cluster => cluster.EditSpec(spec => (spec["suspend"], spec["deps"]) = (true, new JsonObject())),
                [12] = cluster => cluster.EditSpec(spec => spec["suspend"] = false),
            },
        },
    ];

    internal static Dictionary<int, Action<SimulatedCluster>> At(int second, Action<SimulatedCluster> action) => new() { [second] = action };

    /// <param name="restartPolicy">As JSON.</param>
    /// <param name="dependencies">Members of <c>deps</c>.</param>
    internal static string Template(string restartPolicy, string dependencies = "") => $$"""
        {
          "type": "Scala", "mode": "cluster", "image": "spark:4.0.1", "sparkVersion": "4.0.1",
          "mainClass": "org.example.Main", "mainApplicationFile": "local:///opt/app.jar",
          "restartPolicy": {{restartPolicy}}, "deps": { {{dependencies}} },
          "sparkConf": {"spark.hadoop.fs.s3a.secret.key": "{{SimulatedCluster.Secret}}"},
          "driver": {"cores": 1, "memory": "512m", "serviceAccount": "spark", "env": [{"name": "PASSWORD", "value": "{{SimulatedCluster.Secret}}"}]},
          "executor": {"instances": 2, "cores": 1, "memory": "512m"}
        }
        """;

    private static string Manifest(string restartPolicy, string annotations = "", string dependencies = "") => $$"""
        {
          "apiVersion": "sparkoperator.k8s.io/v1beta2", "kind": "SparkApplication",
          "metadata": {"name": "{{SimulatedCluster.Name}}", "namespace": "{{SimulatedCluster.Namespace}}", "annotations": { {{annotations}} } },
          "spec": {{Template(restartPolicy, dependencies)}}
        }
        """;

    private static Scenario Of(string name, string restartPolicy, string endsAs, int drivers, string timeout = "") => new(
        name, "sparkapplications", Manifest(restartPolicy, timeout), new ApplicationGoal(endsAs, drivers, HasTimeout: timeout.Length > 0));
}
