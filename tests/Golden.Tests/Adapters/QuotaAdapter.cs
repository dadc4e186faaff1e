using System.Text.Json.Nodes;
using Golden.Tests.Outcomes;
using Shared.Admission.Quota;
using Shared.Admission.Reviews;
using Shared.Contracts.Core;
using Shared.Contracts.Serialization;
using Shared.Contracts.SparkApplications;
using Testing.Comparison;
using Testing.Recordings;

namespace Golden.Tests.Adapters;

/// <summary>Set <c>admission</c>: is an application accepted by validation and by the quotas of its namespace, of which nothing is used?</summary>
internal sealed class QuotaAdapter : IGoldenAdapter
{
    public IEnumerable<Finding> Run(GoldenSet set) =>
        set.Lines("quota.jsonl").Select(line => Finding.Of((string)line["case"]!, "quota", null, line, () => ((bool)line["allowed"]!, Refusal(line)) switch
        {
            (true, { } refusal) => [new Difference("$.accepted", true, refusal)],
            (false, null) => [new Difference("$.accepted", line["message"]?.DeepClone() ?? false, true)],
            _ => [],
        }));

    private static string? Refusal(JsonObject line)
    {
        var manifest = new JsonObject
        {
            ["apiVersion"] = "sparkoperator.k8s.io/v1beta2",
            ["kind"] = "SparkApplication",
            ["metadata"] = new JsonObject { ["name"] = "app", ["namespace"] = line["namespace"]!.DeepClone() },
            ["spec"] = line["spec"]!.DeepClone(),
        };
        var answer = Reviews.ValidateSparkApplication(AdmissionRequests.Create(manifest));
        if (answer.Allowed is not true)
            return answer.Status?.Message ?? "";

        var spec = ContractsJson.Deserialize<SparkApplication>(manifest).Spec!;
        var errors = QuotaCheck.Judge(spec, line["quotas"]!.AsArray().Select((quota, index) => Quota(quota!, $"q{index}")));
        return errors.Count == 0 ? null : string.Join("; ", errors);
    }

    private static NamespaceQuota Quota(JsonNode quota, string name) => new(
        name,
        quota["scopes"] is not null || quota["scopeSelector"] is not null,
        quota["hard"]!.AsObject().ToDictionary(amount => amount.Key, amount => new Quantity((string)amount.Value!)),
        new Dictionary<string, Quantity>());
}
