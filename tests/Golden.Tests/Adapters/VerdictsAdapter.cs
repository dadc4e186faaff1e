using System.Text.Json.Nodes;
using Golden.Tests.Outcomes;
using Shared.Admission.Reviews;
using Shared.Contracts.AdmissionReviews;
using Testing.Comparison;
using Testing.Recordings;

namespace Golden.Tests.Adapters;

/// <summary>Set <c>admission</c>: is a manifest accepted or refused, and what is stored? Who refuses does not matter.</summary>
internal sealed class VerdictsAdapter : IGoldenAdapter
{
    private sealed record Webhooks(Func<AdmissionRequest, AdmissionResponse> Mutate, Func<AdmissionRequest, AdmissionResponse> Validate);

    private static readonly Dictionary<(string, string), Webhooks> ByKind = new()
    {
        [("sparkoperator.k8s.io/v1beta2", "SparkApplication")] = new(Reviews.MutateSparkApplication, Reviews.ValidateSparkApplication),
        [("sparkoperator.k8s.io/v1beta2", "ScheduledSparkApplication")] = new(Reviews.MutateScheduledSparkApplication, Reviews.ValidateScheduledSparkApplication),
        [("sparkoperator.k8s.io/v1alpha1", "SparkConnect")] = new(Reviews.MutateSparkConnect, Reviews.ValidateSparkConnect),
    };

    public IEnumerable<Finding> Run(GoldenSet set)
    {
        foreach (var line in set.Lines("verdicts.jsonl"))
        {
            var name = (string)line["case"]!;
            yield return Goldens.Corpus?.FindCase(name)?.Json() is { } manifest
                ? Finding.Of(name, "verdict", null, manifest, () => Verdict(line, Ask(manifest).Refusal))
                : Finding.NoAnswer(name, "verdict", null, "the recordings have no manifest of this case");
        }

        foreach (var line in set.Lines("other-kinds.jsonl"))
        {
            var (name, manifest) = ((string)line["case"]!, line["manifest"]!.AsObject());
            yield return Finding.Of(name, "verdict", null, manifest, () => Verdict(line, Ask(manifest).Refusal));
            if (line["stored"] is { } stored)
                yield return Finding.Of(name, "stored", null, manifest, () => SemanticComparer.Compare(Shape.Anything, stored, Ask(manifest).Stored["spec"], new Tokens()));
        }
    }

    private static IReadOnlyList<Difference> Verdict(JsonObject recorded, string? refusal) => ((bool)recorded["accepted"]!, refusal) switch
    {
        (true, not null) => [new("$.accepted", true, refusal)],
        (false, null) => [new("$.accepted", recorded["message"]?.DeepClone() ?? false, true)],
        _ => [],
    };

    private static (JsonNode Stored, string? Refusal) Ask(JsonObject manifest)
    {
        // The address of the request decides the namespace.
        var sent = manifest.DeepClone().AsObject();
        sent["metadata"] ??= new JsonObject();
        sent["metadata"]!["namespace"] ??= "default";
        if (!ByKind.TryGetValue(((string?)sent["apiVersion"] ?? "", (string?)sent["kind"] ?? ""), out var webhooks))
            return (sent, "there is no such kind");

        var defaulted = webhooks.Mutate(AdmissionRequests.Create(sent));
        if (defaulted.Allowed is not true)
            return (sent, defaulted.Status?.Message ?? "");
        var stored = AdmissionRequests.Patched(sent, defaulted);
        var answer = webhooks.Validate(AdmissionRequests.Create(stored));
        return (stored, answer.Allowed is true ? null : answer.Status?.Message ?? "");
    }
}
