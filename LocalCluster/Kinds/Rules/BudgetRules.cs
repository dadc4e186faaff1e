using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using LocalCluster.Errors;
using LocalCluster.Json;
using LocalCluster.Types;

namespace LocalCluster.Kinds.Rules;

/// <summary>PodDisruptionBudgets.</summary>
internal static partial class BudgetRules
{
    public static IEnumerable<Cause> Validate(JsonObject budget)
    {
        var spec = budget.ObjectAt("spec");
        if (spec?["minAvailable"] is not null && spec["maxUnavailable"] is not null)
        {
            yield return Cause.Invalid("spec", InternalForm.Of(ApiTypes.Named("policy.v1.PodDisruptionBudgetSpec"), spec),
                "minAvailable and maxUnavailable cannot be both set");
        }

        foreach (var field in new[] { "minAvailable", "maxUnavailable" })
        {
            foreach (var cause in Amount($"spec.{field}", spec?[field]))
                yield return cause;
        }

        foreach (var cause in SelectorValidation.Selector(spec.ObjectAt("selector"), "spec.selector"))
            yield return cause;
        if (spec.TextAt("unhealthyPodEvictionPolicy") is { } policy and not ("IfHealthyBudget" or "AlwaysAllow"))
            yield return Cause.NotSupported("spec.unhealthyPodEvictionPolicy", policy, ["AlwaysAllow", "IfHealthyBudget"]);
    }

    private static IEnumerable<Cause> Amount(string path, JsonNode? value)
    {
        if (value.AsNumber() is < 0 and var number)
            yield return Cause.Invalid(path, number, "must be greater than or equal to 0");
        if (value?.GetValueKind() is not JsonValueKind.String)
            yield break;
        var text = value.AsText()!;
        if (!Percent().IsMatch(text))
            yield return Cause.Invalid(path, text, "a valid percent string must be a numeric string followed by an ending '%' (e.g. '1%',  or '93%', regex used for validation is '[0-9]+%')");
        else if (text.Length > 4 || int.Parse(text[..^1], System.Globalization.CultureInfo.InvariantCulture) > 100)
            yield return Cause.Invalid(path, text, "must not be greater than 100%");
    }

    [GeneratedRegex(@"\A[0-9]+%\z")]
    private static partial Regex Percent();
}
