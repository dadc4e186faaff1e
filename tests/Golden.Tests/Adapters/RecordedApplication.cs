using System.Text.Json.Nodes;
using Shared.Contracts.Core;
using Shared.Contracts.Serialization;
using Shared.Contracts.SparkApplications;

namespace Golden.Tests.Adapters;

/// <summary>Sets <c>operator</c> and <c>operator-gated</c>: an application as the recorded operator read it.</summary>
internal static class RecordedApplication
{
    private const string NameLabel = "spark.kubernetes.driver.label.sparkoperator.k8s.io/app-name";

    public static SparkApplication Of(JsonObject json, JsonObject submission)
    {
        var metadata = ContractsJson.Deserialize<ObjectMeta>(json["manifest"]!["metadata"]!);
        return new SparkApplication
        {
            ApiVersion = "sparkoperator.k8s.io/v1beta2",
            Kind = "SparkApplication",
            // A generated name is told by what was submitted only.
            Metadata = metadata with { Uid = "<app-uid>", Namespace = metadata.Namespace ?? "default", Name = metadata.Name ?? Setting(submission, NameLabel) },
            Spec = ContractsJson.Deserialize<SparkApplicationSpec>(json["stored"]!),
        };
    }

    private static string? Setting(JsonObject recorded, string key) =>
        recorded["conf"]!.AsArray().Where(pair => (string?)pair![0] == key).Select(pair => (string?)pair![1]).LastOrDefault();
}
