using System.Text.Json.Nodes;
using Golden.Tests.Outcomes;
using Shared.Contracts.SparkApplications;
using Shared.Submission;
using Shared.Submission.Surroundings;
using Testing.Comparison;
using Testing.Recordings;

namespace Golden.Tests.Adapters;

/// <summary>Sets <c>operator</c> and <c>operator-gated</c>, part <c>writes</c>: the objects around a driver. When they are deleted is a matter of the lifecycle.</summary>
internal sealed class SurroundingsAdapter(SubmissionOptions switches) : IGoldenAdapter
{
    private const string SubmissionId = "7d3c0a5e-41b2-5c0a-9d4e-2f1a6b7c8d9e";

    // What the API server fills in, and the mark by which we know our own work.
    private static readonly string[] OfTheServer = ["uid", "generation"];
    private static readonly string[] OfTheServerInServices = ["clusterIP", "clusterIPs", "sessionAffinity", "ipFamilies", "ipFamilyPolicy", "internalTrafficPolicy", "externalTrafficPolicy", "allocateLoadBalancerNodePorts"];

    public IEnumerable<Finding> Run(GoldenSet set) =>
        from @case in set.Cases
        let json = @case.Json()
        where json["writes"] is JsonArray && json["stored"] is not null
        select Finding.Of(@case.Name, "writes", null, json["manifest"]!, () => Compare(json));

    private IReadOnlyList<Difference> Compare(JsonObject json)
    {
        var writes = json["writes"]!.AsArray().Select(write => write!.AsObject()).Where(write => (string?)write["verb"] is "create" or "update").ToList();
        var refused = writes.Where(write => (int)write["code"]! >= 400).Select(write => (string)write["name"]!).ToHashSet(StringComparer.Ordinal);
        var recorded = writes.Where(write => write["object"] is JsonObject)
            .GroupBy(write => ((string?)write["resource"], (string?)write["name"]))
            .Select(group => Sent(group.Last()["object"]!.AsObject()))
            .ToList();

        // Without a submission there is no driver, hence nothing around it.
        var found = json["submission"] is JsonObject submission ? Objects(json, submission, refused) : [];
        return RecordedWrites.Compare(recorded, found, new Tokens().With("submission-id", SubmissionId));
    }

    private IEnumerable<JsonObject> Objects(JsonObject json, JsonObject submission, HashSet<string> refused)
    {
        var application = RecordedApplication.Of(json, submission);
        application = application with { Status = new SparkApplicationStatus { SubmissionId = SubmissionId, SparkApplicationId = SparkApplicationId(json) } };
        var around = WasSubmitted(json) ? Surrounding.Of(application, switches) : new DriverSurroundings([], null, []);
        return around.Endpoints
            .Where(endpoint => !refused.Contains(endpoint.Service.Name))
            .SelectMany(endpoint => new[] { endpoint.Service, endpoint.Ingress })
            .Append(around.DisruptionBudget)
            .Append(MonitoringConfigMap.Of(application))
            .Append(PodGroup(application))
            .OfType<Companion>()
            .Select(companion => Sent(JsonNode.Parse(companion.ToJson())!.AsObject()));
    }

    private Companion? PodGroup(SparkApplication application) =>
        NativeSubmission.Render(application, new SubmissionIdentity(SubmissionId, DateTimeOffset.UnixEpoch), switches) is SubmissionResult.Rendered rendered
            ? rendered.Companions.FirstOrDefault(companion => companion.Kind == "PodGroup")
            : null;

    // A driver that was refused has nothing around it.
    private static bool WasSubmitted(JsonObject json) =>
        (json["transitions"] as JsonArray ?? []).Any(status => (string?)status?["applicationState"]?["state"] is "SUBMITTED");

    private static string? SparkApplicationId(JsonObject json) =>
        (json["transitions"] as JsonArray ?? []).Select(status => (string?)status?["sparkApplicationId"]).LastOrDefault(id => id is not null);

    private static JsonObject Sent(JsonObject item)
    {
        var sent = item.DeepClone().AsObject();
        var metadata = sent["metadata"]!.AsObject();
        foreach (var member in OfTheServer)
            metadata.Remove(member);
        if (metadata["annotations"] is JsonObject annotations)
            annotations.Remove(Shared.Contracts.Names.Annotations.ContentHash);
        if ((string?)sent["kind"] is "Service")
            Unfilled(sent["spec"]!.AsObject());
        return sent;
    }

    private static void Unfilled(JsonObject service)
    {
        foreach (var member in OfTheServerInServices)
            service.Remove(member);
        foreach (var port in service["ports"]!.AsArray())
            port!.AsObject().Remove("nodePort");
    }
}
