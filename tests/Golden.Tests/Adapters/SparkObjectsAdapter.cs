using System.Text.Json.Nodes;
using Golden.Tests.Outcomes;
using Shared.Contracts.Serialization;
using Shared.Submission;
using Testing.Comparison;
using Testing.Recordings;

namespace Golden.Tests.Adapters;

/// <summary>Sets <c>spark</c> and <c>operator-spark</c>: arguments of spark-submit to the objects that it creates, for each Spark version.</summary>
internal sealed class SparkObjectsAdapter : IGoldenAdapter
{
    // The published distributions of some versions lack this class; what they print says nothing about Spark.
    private const string ArtefactOfTheRecorder = "ClassNotFoundException: org.apache.spark.deploy.k8s.features.VolcanoFeatureStep";

    public IEnumerable<Finding> Run(GoldenSet set) => set.Cases.SelectMany(@case => RunCase(set, @case.Name, @case.Json()));

    private static IEnumerable<Finding> RunCase(GoldenSet set, string name, JsonObject @case)
    {
        var input = new JsonObject { ["argv"] = @case["argv"]!.DeepClone(), ["files"] = @case["files"]?.DeepClone(), ["env"] = @case["env"]?.DeepClone() };
        return GoldenVersions.Expand(@case)
            .Where(entry => ((string?)entry.Result["error"])?.Contains(ArtefactOfTheRecorder, StringComparison.Ordinal) is not true)
            .SelectMany(entry => RunVersion(set, name, entry.Version, input, entry.Result));
    }

    private static List<Finding> RunVersion(GoldenSet set, string name, string version, JsonObject input, JsonObject recorded)
    {
        var answer = new Lazy<(SparkObjects? Objects, IReadOnlyList<SubmissionError> Errors)>(() => SparkSubmitCases.Plan(input, version));
        if ((int)recorded["exit"]! != 0)
            return [Finding.Of(name, "verdict", version, input, () => answer.Value.Objects is null ? [] : [new("$.exit", recorded["exit"], 0)])];

        var tokens = new Tokens().With("spark-version", version);
        var findings = new List<Finding>
        {
            Finding.Of(name, "driver", version, input, () => Answered(answer.Value, objects => SemanticComparer.Objects(
                RecordedWrites.Driver(recorded), RecordedWrites.In(objects.Namespace, Json(ContractsJson.Serialize(objects.Driver))), tokens))),
            Finding.Of(name, "companions", version, input, () => Answered(answer.Value, objects => RecordedWrites.Compare(
                RecordedWrites.Companions(recorded), objects.Companions.Select(item => RecordedWrites.In(objects.Namespace, Json(item.ToJson()))), tokens))),
        };
        if (recorded["executor"] is JsonObject executor)
            findings.Add(Finding.Of(name, "executor", version, input, () => Answered(answer.Value, objects => PredictedExecutors.Compare(executor, objects, version, set))));
        return findings;
    }

    // What only a JVM can do is answered rightly by naming the submitter Job.
    private static IReadOnlyList<Difference> Answered(
        (SparkObjects? Objects, IReadOnlyList<SubmissionError> Errors) answer, Func<SparkObjects, IReadOnlyList<Difference>> compare) =>
        answer.Objects is { } objects ? compare(objects)
        : answer.Errors.All(error => error.NeedsSubmitterJob) ? []
        : [new("$", "accepted", string.Join(" ", answer.Errors))];

    private static JsonObject Json(byte[] body) => JsonNode.Parse(body)!.AsObject();
}
