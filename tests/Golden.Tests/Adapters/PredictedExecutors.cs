using System.Text.Json.Nodes;
using Shared.Contracts.Serialization;
using Shared.Submission;
using Shared.Submission.Executors;
using Shared.Submission.SparkVersions;
using Testing.Comparison;
using Testing.Recordings;

namespace Golden.Tests.Adapters;

/// <summary>The part <c>executor</c>: what the driver of a submission would ask for first.</summary>
internal static class PredictedExecutors
{
    private const string JavaOption = "SPARK_JAVA_OPT_";

    // As the README of the set tells it; what a driver draws is a token in the recordings.
    private static readonly ExecutorCircumstances Circumstances = new()
    {
        ResourceId = "f1b2c3d4e5f60718",
        ConfigMapId = "c1b2c3d4e5f60718",
        LocalDirectoryId = "3f2c6a1e-8d47-4f0b-9a55-1c2d3e4f5a6b",
        DriverUid = "5e0a3bb1-64c5-4a6e-8f9e-0a1b2c3d4e5f",
        DriverPodIp = "10.0.0.10",
        DriverUser = "spark",
    };

    public static IReadOnlyList<Difference> Compare(JsonObject recorded, SparkObjects objects, string version, GoldenSet set)
    {
        var (executor, errors) = ExecutorPrediction.Of(objects, SparkReleases.For(version), Circumstances);
        if (recorded["error"] is { } error)
            return executor is null ? [] : [new("$.executor", error, "accepted")];
        if (executor is null)
            return [new("$.executor", "accepted", string.Join("; ", errors))];

        var tokens = new Tokens().With("spark-version", version);
        var pod = RecordedWrites.In(objects.Namespace, WithoutModuleOptions(Json(ContractsJson.Serialize(executor.Pod)), ModuleOptions(set, version)));
        return
        [
            .. SemanticComparer.Objects(RecordedWrites.In(objects.Namespace, recorded["pod"]!.AsObject()), pod, tokens),
            .. RecordedWrites.Compare(
                (recorded["resources"] as JsonArray ?? []).Select(item => RecordedWrites.In(objects.Namespace, item!.AsObject())),
                executor.Claims.Select(claim => RecordedWrites.In(objects.Namespace, Json(claim.ToJson()))),
                tokens),
        ];
    }

    // The recordings leave Spark's own options out; those that stay keep their numbers.
    private static JsonObject WithoutModuleOptions(JsonObject pod, HashSet<string> options)
    {
        foreach (var container in pod["spec"]!["containers"]!.AsArray())
        {
            foreach (var variable in (container!["env"] as JsonArray ?? []).ToList())
            {
                if (((string?)variable!["name"])?.StartsWith(JavaOption, StringComparison.Ordinal) is true && options.Contains((string?)variable["value"] ?? ""))
                    _ = container["env"]!.AsArray().Remove(variable);
            }
        }

        return pod;
    }

    private static HashSet<string> ModuleOptions(GoldenSet set, string version) =>
        [.. JsonNode.Parse(set.Bytes("module-options.json").Span)![version]!.AsArray().Select(option => (string)option!)];

    private static JsonObject Json(byte[] body) => JsonNode.Parse(body)!.AsObject();
}
