using System.Text.Json.Nodes;
using LocalCluster.Errors;
using LocalCluster.Json;

namespace LocalCluster.Kinds.Rules;

/// <summary>What is wrong with the wishes of a pod about its node and its neighbours.</summary>
internal static class PodAffinities
{
    private const string Required = "requiredDuringSchedulingIgnoredDuringExecution";
    private const string Preferred = "preferredDuringSchedulingIgnoredDuringExecution";

    public static IEnumerable<Cause> Validate(JsonObject? affinity, string path) =>
    [
        .. OfNode(affinity.ObjectAt("nodeAffinity"), $"{path}.nodeAffinity"),
        .. OfPods(affinity.ObjectAt("podAffinity"), $"{path}.podAffinity"),
        .. OfPods(affinity.ObjectAt("podAntiAffinity"), $"{path}.podAntiAffinity"),
    ];

    /// <summary>A selector as objects have it, with <c>matchLabels</c> and <c>matchExpressions</c>.</summary>
    public static IEnumerable<Cause> Selector(JsonObject? selector, string path)
    {
        foreach (var (key, value) in selector.ObjectAt("matchLabels") ?? [])
        {
            if (LabelGrammar.KeyProblem(key) is { } problem)
                yield return Cause.Invalid($"{path}.matchLabels", key, problem);
            if (value.AsText() is { } text && LabelGrammar.ValueProblem(text) is { } wrong)
                yield return Cause.Invalid($"{path}.matchLabels", text, wrong);
        }

        foreach (var cause in Expressions(selector, $"{path}.matchExpressions", hasComparisons: false))
            yield return cause;
    }

    private static IEnumerable<Cause> OfNode(JsonObject? affinity, string path)
    {
        if (affinity.ObjectAt(Required) is { } required)
        {
            if (required.ListAt("nodeSelectorTerms") is not { Count: > 0 })
                yield return Cause.Required($"{path}.{Required}.nodeSelectorTerms", "must have at least one node selector term");
            var term = 0;
            foreach (var one in required["nodeSelectorTerms"].Objects())
            {
                foreach (var cause in Expressions(one, $"{path}.{Required}.nodeSelectorTerms[{term}].matchExpressions", hasComparisons: true))
                    yield return cause;
                term++;
            }
        }

        var index = 0;
        foreach (var preferred in affinity?[Preferred].Objects() ?? [])
        {
            var at = $"{path}.{Preferred}[{index++}]";
            if (preferred.NumberAt("weight") is not (>= 1 and <= 100))
                yield return Cause.Invalid($"{at}.weight", preferred.NumberAt("weight") ?? 0, "must be in the range 1-100");
            foreach (var cause in Expressions(preferred.ObjectAt("preference"), $"{at}.preference.matchExpressions", hasComparisons: true))
                yield return cause;
        }
    }

    private static IEnumerable<Cause> OfPods(JsonObject? affinity, string path)
    {
        var index = 0;
        foreach (var term in affinity?[Required].Objects() ?? [])
        {
            foreach (var cause in OfTerm(term, $"{path}.{Required}[{index}]"))
                yield return cause;
            index++;
        }

        index = 0;
        foreach (var preferred in affinity?[Preferred].Objects() ?? [])
        {
            var at = $"{path}.{Preferred}[{index++}]";
            if (preferred.NumberAt("weight") is not (>= 1 and <= 100))
                yield return Cause.Invalid($"{at}.weight", preferred.NumberAt("weight") ?? 0, "must be in the range 1-100");
            foreach (var cause in OfTerm(preferred.ObjectAt("podAffinityTerm") ?? [], $"{at}.podAffinityTerm"))
                yield return cause;
        }
    }

    private static IEnumerable<Cause> OfTerm(JsonObject term, string path)
    {
        foreach (var cause in Selector(term.ObjectAt("labelSelector"), $"{path}.labelSelector"))
            yield return cause;
        if (term.TextAt("topologyKey") is null or "")
            yield return Cause.Required($"{path}.topologyKey", "can not be empty");
    }

    private static IEnumerable<Cause> Expressions(JsonObject? selector, string path, bool hasComparisons)
    {
        var index = 0;
        foreach (var expression in selector?["matchExpressions"].Objects() ?? [])
        {
            var at = $"{path}[{index++}]";
            var count = expression.ListAt("values")?.Count ?? 0;
            var @operator = expression.TextAt("operator") ?? "";
            switch (@operator)
            {
                case "In" or "NotIn":
                    if (count == 0)
                        yield return Cause.Required($"{at}.values", "must be specified when `operator` is 'In' or 'NotIn'");
                    break;
                case "Exists" or "DoesNotExist":
                    if (count > 0)
                        yield return Cause.Forbidden($"{at}.values", "may not be specified when `operator` is 'Exists' or 'DoesNotExist'");
                    break;
                case "Gt" or "Lt" when hasComparisons:
                    if (count != 1)
                        yield return Cause.Required($"{at}.values", "must be specified single value when `operator` is 'Lt' or 'Gt'");
                    break;
                default:
                    yield return Cause.Invalid($"{at}.operator", @operator, "not a valid selector operator");
                    break;
            }

            if (LabelGrammar.KeyProblem(expression.TextAt("key") ?? "") is { } problem)
                yield return Cause.Invalid($"{at}.key", expression.TextAt("key") ?? "", problem);
        }
    }
}
