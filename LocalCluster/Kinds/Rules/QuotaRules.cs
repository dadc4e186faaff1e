using System.Text.Json.Nodes;
using LocalCluster.Errors;
using LocalCluster.Json;

namespace LocalCluster.Kinds.Rules;

/// <summary>What a ResourceQuota may limit.</summary>
internal static class QuotaRules
{
    private static readonly HashSet<string> Standard =
    [
        "cpu", "memory", "ephemeral-storage", "requests.cpu", "requests.memory", "requests.storage", "requests.ephemeral-storage", "limits.cpu", "limits.memory",
        "limits.ephemeral-storage", "pods", "resourcequotas", "services", "replicationcontrollers", "secrets", "persistentvolumeclaims", "configmaps",
        "services.nodeports", "services.loadbalancers",
    ];

    // Of these there are no parts.
    private static readonly HashSet<string> Whole =
        ["pods", "resourcequotas", "services", "replicationcontrollers", "secrets", "persistentvolumeclaims", "configmaps", "services.nodeports", "services.loadbalancers"];

    public static IEnumerable<Cause> Validate(JsonObject quota)
    {
        foreach (var (name, value) in (quota.ObjectAt("spec", "hard") ?? []).OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            var path = $"spec.hard[{name}]";
            if (LabelGrammar.KeyProblem(name) is { } problem)
                yield return Cause.Invalid(path, name, problem);
            if (!name.Contains('/', StringComparison.Ordinal) && !Standard.Contains(name) && !name.Contains("hugepages-", StringComparison.Ordinal))
                yield return Cause.Invalid(path, name, "must be a standard resource for quota");
            if (value.AsText() is not { } text || Quantities.Parse(text) is not { } amount)
                continue;
            if (amount < 0)
                yield return Cause.Invalid(path, text, "must be greater than or equal to 0");
            if ((Whole.Contains(name) || name.StartsWith("count/", StringComparison.Ordinal)) && amount % 1_000_000_000 != 0)
                yield return Cause.Invalid(path, text, "must be an integer");
        }
    }
}
