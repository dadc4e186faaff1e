using System.Text.Json.Nodes;
using Golden.Tests.Outcomes;
using Shared.Admission.Reviews;
using Shared.Contracts.AdmissionReviews;
using Shared.Contracts.Core;
using Shared.Contracts.Serialization;
using Shared.Contracts.SparkApplications;
using Testing.Comparison;
using Testing.Recordings;

namespace Golden.Tests.Adapters;

/// <summary>Sets <c>admission</c>, <c>admission-gated</c> and <c>admission-spark</c>: an application and a pod to the mutated pod, or to its refusal.</summary>
internal sealed class MutatedPodsAdapter : IGoldenAdapter
{
    // In admission-spark the application had another uid than the pods name; its README says to leave that one owner out.
    private const string OwnerOfAnotherUid = "/metadata/ownerReferences/1";

    public IEnumerable<Finding> Run(GoldenSet set) =>
        from @case in set.Cases
        let json = @case.Json()
        from part in new[] { "driver", "executor" }
        where json[part]?["input"] is not null
        let input = new JsonObject { ["application"] = json["application"]!.DeepClone(), ["pod"] = json[part]!["input"]!.DeepClone() }
        select Finding.Of(@case.Name, part, (string?)json["sparkVersion"], input, () => Compare(json["application"]!, json[part]!.AsObject()));

    private static IReadOnlyList<Difference> Compare(JsonNode application, JsonObject recorded)
    {
        var input = recorded["input"]!;
        var answer = Ask(application, input);
        return ((bool)recorded["allowed"]!, answer.Allowed is true) switch
        {
            (true, true) => SemanticComparer.Objects(Output(recorded), AdmissionRequests.Patched(input, answer), new Tokens().WithFree("uuid")),
            (true, false) => [new("$.allowed", true, answer.Status?.Message)],
            (false, true) => [new("$.allowed", false, true)],
            _ => [],
        };
    }

    public static AdmissionResponse Ask(JsonNode application, JsonNode input)
    {
        var (question, answer) = PodReview.Ask(AdmissionRequests.Create(input), isWatched: _ => true);
        if (question is null)
            return answer!;

        // A recording has one application, and the name of a generated one is told by its pods only.
        var app = ContractsJson.Deserialize<SparkApplication>(application);
        var uid = question.Pod.Metadata!.OwnerReferences.OrEmpty().FirstOrDefault(owner => owner.Kind == SparkApplication.KindName)?.Uid ?? "<app-uid>";
        return PodReview.Answer(question, app.Metadata!.Name is { } name && name != question.Application
            ? null
            : app with { Metadata = app.Metadata with { Name = question.Application, Uid = uid } });
    }

    public static JsonNode Output(JsonObject recorded) => recorded["output"] ?? recorded["patch"]!.AsArray()
        .Where(operation => (string?)operation!["path"] != OwnerOfAnotherUid)
        .Aggregate(recorded["input"]!.DeepClone(), (pod, operation) => JsonPatchText.Apply(pod, operation!.AsObject()));
}
