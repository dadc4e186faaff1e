using System.Collections.Immutable;
using System.Text.Json.Nodes;

namespace Simulation.Tests;

/// <summary>What is there in the end, without what differs from run to run: UIDs, ids, versions, instants, and how often a refusal was met.</summary>
internal static class FinalState
{
    private static readonly HashSet<string> Volatile =
    [
        "lastTransitionTime", "lastSubmissionAttemptTime", "terminationTime", "startTime", "lastUpdateTime", "lastRun", "submissionID", "sparkApplicationId", "specRevision", "observedGeneration", "submissionAttempts",
    ];

    /// <summary>A line for each object with its status. Executors are named after their driver's UID, and Jobs are kept for their log.</summary>
    public static ImmutableArray<string> Of(SimulatedCluster cluster) =>
    [
        .. cluster.Api.Everything
            .Where(item => (string?)item["kind"] != "Job" && SimulatedCluster.Label(item, "spark-role") != "executor")
            .Select(item => $"{item["kind"]} {SimulatedCluster.NameOf(item)} {Masked(item["status"])?.ToJsonString()}")
            .Order(StringComparer.Ordinal),
    ];

    private static JsonNode? Masked(JsonNode? node) => node switch
    {
        JsonObject item => new JsonObject(item.Where(member => !Volatile.Contains(member.Key)).OrderBy(member => member.Key, StringComparer.Ordinal)
            .Select(member => KeyValuePair.Create(member.Key, member.Key == "executorState" ? ((JsonObject)member.Value!).Count : Masked(member.Value)))),
        JsonArray list => new JsonArray([.. list.Select(Masked)]),
        _ => node?.DeepClone(),
    };
}
