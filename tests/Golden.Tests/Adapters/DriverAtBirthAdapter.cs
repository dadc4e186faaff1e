using System.Text.Json.Nodes;
using Golden.Tests.Outcomes;
using Shared.Contracts.Core;
using Shared.Contracts.Names;
using Shared.Contracts.Serialization;
using Shared.Contracts.SparkApplications;
using Shared.Submission;
using Testing.Comparison;
using Testing.Recordings;

namespace Golden.Tests.Adapters;

/// <summary>
/// The driver pod that we create, from the application alone, against Spark's pod after the webhook: it needs no webhook any more.
/// Set <c>admission-spark</c> recorded the webhook's patch (4.0.1); for <c>operator-spark</c>, all versions, our own mutations stand for it.
/// </summary>
internal sealed class DriverAtBirthAdapter : IGoldenAdapter
{
    private const string Part = "birth";
    private const string SubmissionLabel = "sparkoperator.k8s.io/submission-id";

    public IEnumerable<Finding> Run(GoldenSet set) => set.Name == "admission-spark" ? set.Cases.SelectMany(Patched) : set.Cases.SelectMany(Mutated);

    private static IEnumerable<Finding> Patched(GoldenCase @case)
    {
        var json = @case.Json();
        if (json["driver"]?["input"] is not JsonObject spark)
            return [];

        var recorded = json["driver"]!.AsObject();
        var isAllowed = (bool)recorded["allowed"]!;

        // The recording has no more of the metadata than the name; labels become labels of the pods.
        var application = json["application"]!.AsObject();
        if (Goldens.Corpus?.FindCase(@case.Name)?.Json()["metadata"] is { } metadata)
            application["metadata"] = metadata.DeepClone();
        return [One(@case.Name, (string)json["sparkVersion"]!, application, spark, () => isAllowed ? MutatedPodsAdapter.Output(recorded) : null)];
    }

    private static IEnumerable<Finding> Mutated(GoldenCase @case)
    {
        if (Goldens.Set("operator")?.FindCase(@case.Name)?.Json() is not { } application || application["submission"] is null)
            return [];

        var stored = new JsonObject { ["metadata"] = application["manifest"]!["metadata"]!.DeepClone(), ["spec"] = application["stored"]!.DeepClone() };
        return
            from entry in GoldenVersions.Expand(@case.Json())
            where (int)entry.Result["exit"]! == 0
            let spark = RecordedWrites.Driver(entry.Result)
            select One(@case.Name, entry.Version, stored, spark, () =>
                MutatedPodsAdapter.Ask(stored, spark) is { Allowed: true } answer ? AdmissionRequests.Patched(spark, answer) : null);
    }

    private static Finding One(string name, string version, JsonObject stored, JsonObject spark, Func<JsonNode?> expected) =>
        Finding.Of(name, Part, version, new JsonObject { ["application"] = stored.DeepClone() }, () =>
        {
            var result = NativeSubmission.Render(Application(stored, spark, version), Identity(spark), OperatorArgumentsAdapter.Recorded);
            return (expected(), result) switch
            {
                ({ } pod, SubmissionResult.Rendered ours) =>
                    SemanticComparer.Objects(pod, ContractsJson.ToNode(ours.Driver), new Tokens().With("spark-version", version).WithFree("uuid")),
                ({ }, SubmissionResult.Refused refused) when refused.NeedsSubmitterJob => [],
                ({ }, SubmissionResult.Refused refused) => [new("$.allowed", true, refused.ToString())],
                (null, SubmissionResult.Rendered) => [new("$.allowed", false, true)],
                _ => [],
            };
        });

    // Every case was replayed with every version, whatever its application says.
    private static SparkApplication Application(JsonObject stored, JsonObject spark, string version)
    {
        var metadata = ContractsJson.Deserialize<ObjectMeta>(stored["metadata"]!);
        var pod = ContractsJson.Deserialize<ObjectMeta>(spark["metadata"]!);
        return new SparkApplication
        {
            ApiVersion = SparkApplication.GroupVersion,
            Kind = SparkApplication.KindName,
            Metadata = metadata with
            {
                Name = metadata.Name ?? pod.Labels![Labels.AppName],
                Namespace = metadata.Namespace ?? "default",
                Uid = pod.OwnerReferences.OrEmpty().First(owner => owner.Kind == SparkApplication.KindName).Uid,
            },
            Spec = ContractsJson.Deserialize<SparkApplicationSpec>(stored["spec"]!) with { SparkVersion = version },
        };
    }

    private static SubmissionIdentity Identity(JsonObject spark) => new(
        (string?)spark["metadata"]!["labels"]![SubmissionLabel] is { } id && !id.StartsWith('<') ? id : "7d3c0a5e-41b2-5c0a-9d4e-2f1a6b7c8d9e",
        DateTimeOffset.UnixEpoch.AddDays(20_000));
}
