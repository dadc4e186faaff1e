using System.Text.Json;
using Kubernetes.Client;
using Kubernetes.Client.Requests;
using Shared.Admission.Quota;
using Shared.Admission.Reviews;
using Shared.Admission.Validation;
using Shared.Contracts.Core;
using Shared.Contracts.SparkApplications;

namespace Webhook.Admission;

/// <summary>What happens to an application that does not fit into the quotas of its namespace.</summary>
internal enum QuotaMode
{
    Off,
    Warn,
    Deny,
}

/// <summary>The quotas of the watched namespaces, and the say that they have about applications.</summary>
internal sealed class QuotaCache(QuotaMode mode, IKubernetesApi api, IReadOnlyList<string> namespaces, ILogger logger, TimeProvider clock)
{
    private const string ByNamespace = "namespace";

    private readonly WatchedStores<NamespaceQuota> _stores = new(
        api, KubernetesResources.ResourceQuotas, namespaces, [new(ByNamespace, quota => [quota.Key.Namespace])], Decode, logger, clock);

    public bool IsSynced => _stores.IsSynced;

    public Task Synced => _stores.Synced;

    /// <summary>Until cancelled.</summary>
    public Task RunAsync(CancellationToken cancellationToken) => _stores.RunAsync(cancellationToken);

    public ValidationOutcome Judge(ApplicationQuestion question)
    {
        if (question.Application.Spec is not { } spec || _stores.Of(question.Namespace) is not { } store)
            return ValidationOutcome.Fine;

        var quotas = store.By(ByNamespace, question.Namespace).Select(stored => stored.Value);
        var findings = QuotaCheck.Judge(spec, quotas, HasPods(question.Old) ? question.Old!.Spec : null);
        return mode is QuotaMode.Deny ? new ValidationOutcome(findings, []) : new ValidationOutcome([], findings);
    }

    // What its own pods take is part of what the quota says is used; they end before the edited application starts anew.
    private static bool HasPods(SparkApplication? application) => application?.Status?.State is
        ApplicationState.Submitted or ApplicationState.Running or ApplicationState.Invalidating or ApplicationState.Suspending;

    private static NamespaceQuota Decode(ReadOnlyMemory<byte> json)
    {
        using var document = JsonDocument.Parse(json);
        var root = document.RootElement;
        var spec = Member(root, "spec");
        var status = Member(root, "status");
        return new NamespaceQuota(
            Member(Member(root, "metadata"), "name")?.GetString() ?? "",
            Member(spec, "scopeSelector") is not null || Member(spec, "scopes")?.GetArrayLength() > 0,
            Amounts(Member(spec, "hard")),
            Amounts(Member(status, "used")));
    }

    private static JsonElement? Member(JsonElement? parent, string name) =>
        parent is { ValueKind: JsonValueKind.Object } present && present.TryGetProperty(name, out var member) && member.ValueKind is not JsonValueKind.Null ? member : null;

    private static Dictionary<string, Quantity> Amounts(JsonElement? amounts) =>
        amounts?.EnumerateObject().ToDictionary(amount => amount.Name, amount => new Quantity(amount.Value.ToString()), StringComparer.Ordinal) ?? [];
}
