using System.Text.Json.Nodes;
using Golden.Tests.Outcomes;
using Shared.Admission.Mutation;
using Shared.Contracts.Core;
using Shared.Contracts.Names;
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
        from role in new[] { SparkRole.Driver, SparkRole.Executor }
        let part = role is SparkRole.Driver ? "driver" : "executor"
        where json[part]?["input"] is not null
        let input = new JsonObject { ["application"] = json["application"]!.DeepClone(), ["pod"] = json[part]!["input"]!.DeepClone() }
        select Finding.Of(@case.Name, part, (string?)json["sparkVersion"], input, () => Compare(json["application"]!, json[part]!.AsObject(), role));

    private static IReadOnlyList<Difference> Compare(JsonNode application, JsonObject recorded, SparkRole role)
    {
        var isAllowed = (bool)recorded["allowed"]!;
        try
        {
            var ours = ContractsJson.ToNode(Mutate(application, recorded["input"]!, role));
            return isAllowed ? SemanticComparer.Objects(Output(recorded), ours, new Tokens().WithFree("uuid")) : [new("$.allowed", false, true)];
        }
        catch (PodRefusedException refused)
        {
            return isAllowed ? [new("$.allowed", true, refused.Message)] : [];
        }
        catch (ContractsJsonException refused)
        {
            return isAllowed ? [new("$.allowed", true, refused.Message)] : [];
        }
    }

    private static Pod Mutate(JsonNode application, JsonNode input, SparkRole role)
    {
        var pod = ContractsJson.Deserialize<Pod>(input);
        var labelled = pod.Metadata!.Labels.OrEmpty().GetValueOrDefault(Labels.AppName);
        var app = ContractsJson.Deserialize<SparkApplication>(application);

        // The webhook finds the application by this label, and in a recording there is one application.
        if (app.Metadata!.Name is { } name && name != labelled)
            throw new PodRefusedException("metadata.labels", $"there is no application '{labelled}'");
        var uid = pod.Metadata.OwnerReferences.OrEmpty().FirstOrDefault(owner => owner.Kind == "SparkApplication")?.Uid ?? "<app-uid>";
        return PodMutations.Apply(pod, new SparkPodContext(app with { Metadata = app.Metadata with { Name = labelled, Uid = uid } }, role));
    }

    private static JsonNode Output(JsonObject recorded) => recorded["output"] ?? recorded["patch"]!.AsArray()
        .Where(operation => (string?)operation!["path"] != OwnerOfAnotherUid)
        .Aggregate(recorded["input"]!.DeepClone(), (pod, operation) => JsonPatchText.Apply(pod, operation!.AsObject()));
}
