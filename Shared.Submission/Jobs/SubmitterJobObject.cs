using System.Text.Json;
using System.Text.Json.Nodes;
using Shared.Contracts.Core;
using Shared.Contracts.Names;
using Shared.Contracts.SparkApplications;
using Shared.Submission.Steps;

namespace Shared.Submission.Jobs;

/// <summary>The Job as an object. Source: <c>batch/v1 Job</c>.</summary>
internal static class SubmitterJobObject
{
    private const int TriesAfterTheFirst = 0;
    private const int LongestRunSeconds = 900;
    private const int KeptSeconds = 3600;
    private const string VolumeName = "submission";

    public static KubernetesObject Of(
        string name, SparkApplication application, SparkApplicationSpec spec, string image, IReadOnlyList<string> words, SubmissionIdentity identity)
    {
        // No label of the application: its pods are the driver and the executors alone.
        var labels = new JsonObject { [Labels.CreatedBySparkOperator] = Labels.True, [Labels.SubmissionId] = identity.SubmissionId };
        var specification = new JsonObject
        {
            ["backoffLimit"] = TriesAfterTheFirst,
            ["activeDeadlineSeconds"] = LongestRunSeconds,
            ["ttlSecondsAfterFinished"] = KeptSeconds,
            ["template"] = new JsonObject
            {
                ["metadata"] = new JsonObject { ["labels"] = labels },
                ["spec"] = Pod(name, spec, image, words, identity),
            },
        };

        return new KubernetesObject
        {
            ApiVersion = "batch/v1",
            Kind = "Job",
            Metadata = new ObjectMeta
            {
                Name = name,
                Namespace = application.Metadata?.Namespace ?? "default",
                Labels = new Dictionary<string, string> { [Labels.CreatedBySparkOperator] = Labels.True, [Labels.SubmissionId] = identity.SubmissionId },
                OwnerReferences = Maps.NullIfEmpty(application.ToControllerReferences()),
            },
            Spec = JsonDocument.Parse(specification.ToJsonString()).RootElement,
        };
    }

    private static JsonObject Pod(string name, SparkApplicationSpec spec, string image, IReadOnlyList<string> words, SubmissionIdentity identity)
    {
        var pod = new JsonObject
        {
            ["restartPolicy"] = "Never",
            ["enableServiceLinks"] = false,
            ["containers"] = new JsonArray(new JsonObject
            {
                ["name"] = "spark-submit",
                ["image"] = image,
                ["command"] = new JsonArray("/opt/spark/bin/spark-submit"),
                ["args"] = new JsonArray([.. words.Select(word => JsonValue.Create(word))]),
                ["env"] = new JsonArray(new JsonObject { ["name"] = "SPARK_USER", ["value"] = "spark" }),
                ["volumeMounts"] = new JsonArray(new JsonObject { ["name"] = VolumeName, ["mountPath"] = SubmitterFiles.DirectoryOf(identity), ["readOnly"] = true }),
            }),
            ["volumes"] = new JsonArray(new JsonObject { ["name"] = VolumeName, ["configMap"] = new JsonObject { ["name"] = name } }),
        };

        if (spec.Driver?.ServiceAccount is { Length: > 0 } account)
            pod["serviceAccountName"] = account;
        if (spec.ImagePullPolicy is { Length: > 0 } policy)
            pod["containers"]![0]!["imagePullPolicy"] = policy;
        if (spec.ImagePullSecrets.OrEmpty() is { Count: > 0 } secrets)
            pod["imagePullSecrets"] = new JsonArray([.. secrets.Select(secret => new JsonObject { ["name"] = secret })]);
        return pod;
    }
}
