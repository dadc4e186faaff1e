using System.Text.Json.Nodes;

namespace Simulation.Tests;

/// <summary>What an application is asked to do, what its runs do, what people do meanwhile, and how it has to end.</summary>
public sealed record Scenario(string Name, string RestartPolicy, Func<int, int> ExitOf, string EndsAs, int Drivers)
{
    /// <summary>Of user actions, by virtual second.</summary>
    public IReadOnlyDictionary<int, Action<SimulatedCluster>> Actions { get; init; } = new Dictionary<int, Action<SimulatedCluster>>();

    /// <summary>Creations of a driver that are refused, counted from the first.</summary>
    public int RefusedSubmissions { get; init; }

    public override string ToString() => Name;

    public static readonly IReadOnlyList<Scenario> All =
    [
        new("S01 submit, complete", """{"type":"Never"}""", _ => 0, "COMPLETED", 1),
        new("S02 driver fails, Never", """{"type":"Never"}""", _ => 1, "FAILED", 1),
        new("S03 OnFailure, two retries", """{"type":"OnFailure","onFailureRetries":2,"onFailureRetryInterval":3}""", _ => 1, "FAILED", 3),
        new("S03 OnFailure, works at last", """{"type":"OnFailure","onFailureRetries":2,"onFailureRetryInterval":3}""", run => run < 3 ? 1 : 0, "COMPLETED", 3),
        new("S05 submission refused, then works", """{"type":"OnFailure","onSubmissionFailureRetries":3,"onSubmissionFailureRetryInterval":2}""", _ => 0, "COMPLETED", 1) { RefusedSubmissions = 2 },
        new("S05 submission refused for good", """{"type":"OnFailure","onSubmissionFailureRetries":1,"onSubmissionFailureRetryInterval":2}""", _ => 0, "FAILED", 0) { RefusedSubmissions = 99 },
        new("S06 edited while running", """{"type":"Never"}""", _ => 0, "COMPLETED", 2)
        {
            Actions = new Dictionary<int, Action<SimulatedCluster>> { [3] = cluster => cluster.EditSpec(spec => spec["arguments"] = new JsonArray("1000")) },
        },
        new("S10 suspended and resumed", """{"type":"Never"}""", _ => 0, "COMPLETED", 2)
        {
            Actions = new Dictionary<int, Action<SimulatedCluster>>
            {
                [3] = cluster => cluster.EditSpec(spec => spec["suspend"] = true),
                [12] = cluster => cluster.EditSpec(spec => spec["suspend"] = false),
            },
        },
        new("S17 deleted and created again", """{"type":"Never"}""", _ => 0, "COMPLETED", 2)
        {
            Actions = new Dictionary<int, Action<SimulatedCluster>> { [3] = cluster => cluster.DeleteAndCreateAgain() },
        },
        new("S26 driver deleted by a user", """{"type":"OnFailure","onFailureRetries":1,"onFailureRetryInterval":1}""", _ => 0, "COMPLETED", 2)
        {
            Actions = new Dictionary<int, Action<SimulatedCluster>> { [3] = cluster => cluster.DeleteDriver() },
        },
    ];
}
