using System.Text.Json.Nodes;
using LocalCluster.Errors;
using LocalCluster.Json;

namespace LocalCluster.Kinds.Rules;

/// <summary>What a ResourceQuota may limit, and of which pods.</summary>
internal static class QuotaRules
{
    private static readonly string[] Scopes =
        ["BestEffort", "CrossNamespacePodAffinity", "NotBestEffort", "NotTerminating", "PriorityClass", "Terminating", "VolumeAttributesClass"];

    private static readonly string[] OfPods =
        ["cpu", "ephemeral-storage", "limits.cpu", "limits.ephemeral-storage", "limits.memory", "memory", "pods", "requests.cpu", "requests.ephemeral-storage", "requests.memory"];

    private static readonly (string One, string Other)[] Opposites = [("BestEffort", "NotBestEffort"), ("Terminating", "NotTerminating")];

    public static IEnumerable<Cause> Validate(JsonObject? old, JsonObject quota)
    {
        var hard = quota.ObjectAt("spec", "hard") ?? [];
        foreach (var (name, value) in hard.OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            var path = $"spec.hard[{name}]";
            foreach (var cause in Cause.Each(path, name, NameProblems(name)).Concat(ResourceValidation.Amount(name, value, path)))
                yield return cause;
        }

        foreach (var cause in OfScopes(quota, hard).Concat(OfSelector(quota, hard)))
            yield return cause;
        if (old is not null && !Names(old).SetEquals(Names(quota)))
            yield return Cause.Invalid("spec.scopes", quota.At("spec", "scopes")?.DeepClone(), "field is immutable");
    }

    private static HashSet<string> Names(JsonObject quota) => [.. quota.At("spec", "scopes").Texts()];

    private static IEnumerable<string> NameProblems(string name)
    {
        foreach (var problem in ResourceNames.Problems(name))
            yield return problem;
        if (!name.Contains('/', StringComparison.Ordinal) && (!ResourceNames.IsStandard(name) || name is "storage"))
            yield return "must be a standard resource for quota";
    }

    private static IEnumerable<Cause> OfScopes(JsonObject quota, JsonObject hard)
    {
        var scopes = quota.At("spec", "scopes").Texts().ToList();
        Cause Wrong(string why) => Cause.Invalid("spec.scopes", quota.At("spec", "scopes")?.DeepClone(), why);
        foreach (var scope in scopes)
        {
            if (!Scopes.Contains(scope))
                yield return Wrong("unsupported scope");
            foreach (var _ in Misfits(scope, hard))
                yield return Wrong("unsupported scope applied to resource");
        }

        foreach (var _ in Opposites.Where(pair => scopes.Contains(pair.One) && scopes.Contains(pair.Other)))
            yield return Wrong("conflicting scopes");
    }

    private static IEnumerable<Cause> OfSelector(JsonObject quota, JsonObject hard)
    {
        const string Path = "spec.scopeSelector.matchExpressions";
        foreach (var expression in quota.ObjectAt("spec", "scopeSelector")?["matchExpressions"].Objects() ?? [])
        {
            var (scope, @operator, values) = (expression.TextAt("scopeName") ?? "", expression.TextAt("operator") ?? "", expression["values"].Texts().ToList());
            if (!Scopes.Contains(scope))
                yield return Cause.Invalid($"{Path}.scopeName", scope, "unsupported scope");
            foreach (var _ in Misfits(scope, hard))
                yield return Cause.Invalid(Path, quota.At("spec", "scopeSelector")?.DeepClone(), "unsupported scope applied to resource");
            if (Scopes.Contains(scope) && scope is not ("PriorityClass" or "VolumeAttributesClass") && @operator is not "Exists")
            {
                yield return Cause.Invalid($"{Path}.operator", @operator,
                    "must be 'Exists' when scope is any of ResourceQuotaScopeTerminating, ResourceQuotaScopeNotTerminating, ResourceQuotaScopeBestEffort, ResourceQuotaScopeNotBestEffort or ResourceQuotaScopeCrossNamespacePodAffinity");
            }

            if (@operator is "In" or "NotIn" && values.Count == 0)
                yield return Cause.Required($"{Path}.values", "must be at least one value when `operator` is 'In' or 'NotIn' for scope selector");
            else if (@operator is "Exists" or "DoesNotExist" && values.Count > 0)
                yield return Cause.Invalid($"{Path}.values", expression["values"]!.DeepClone(), "must be no value when `operator` is 'Exist' or 'DoesNotExist' for scope selector");
            else if (@operator is not ("In" or "NotIn" or "Exists" or "DoesNotExist"))
                yield return Cause.Invalid($"{Path}.operator", @operator, "not a valid selector operator");
        }
    }

    // A scope selects pods, so what it limits must be theirs; of pods that ask for nothing there is but their number.
    private static IEnumerable<string> Misfits(string scope, JsonObject hard) => hard.Select(pair => pair.Key).Order(StringComparer.Ordinal).Where(name => scope switch
    {
        "BestEffort" => ResourceNames.IsStandard(name) && name is not "pods",
        "NotBestEffort" or "Terminating" or "NotTerminating" or "PriorityClass" or "CrossNamespacePodAffinity" => ResourceNames.IsStandard(name) && !OfPods.Contains(name),
        _ => false,
    });
}
