using System.Text.Json.Nodes;
using LocalCluster.Errors;
using LocalCluster.Json;

namespace LocalCluster.Kinds.Rules;

/// <summary>What is wrong with labels, and with what selects by them.</summary>
internal static class SelectorValidation
{
    public static IEnumerable<Cause> Labels(string path, JsonObject? labels)
    {
        foreach (var (key, value) in labels ?? [])
        {
            foreach (var cause in Cause.Each(path, key, LabelGrammar.KeyProblems(key)).Concat(value.AsText() is { } text ? Cause.Each(path, text, LabelGrammar.ValueProblems(text)) : []))
                yield return cause;
        }
    }

    /// <summary>A selector as objects have it, with <c>matchLabels</c> and <c>matchExpressions</c>.</summary>
    public static IEnumerable<Cause> Selector(JsonObject? selector, string path) =>
        Labels($"{path}.matchLabels", selector.ObjectAt("matchLabels")).Concat(Expressions(selector, $"{path}.matchExpressions", hasComparisons: false));

    /// <param name="selector">Holds <c>matchExpressions</c>.</param>
    /// <param name="path">Of the expressions.</param>
    /// <param name="hasComparisons"><c>Gt</c> and <c>Lt</c>, which nodes are selected by.</param>
    /// <param name="hasAnyValues">Values need not be possible values of labels.</param>
    public static IEnumerable<Cause> Expressions(JsonObject? selector, string path, bool hasComparisons, bool hasAnyValues = false) =>
        (selector?["matchExpressions"].Objects() ?? []).SelectMany((expression, index) => Expression(expression, $"{path}[{index}]", hasComparisons, hasAnyValues));

    private static IEnumerable<Cause> Expression(JsonObject expression, string path, bool hasComparisons, bool hasAnyValues)
    {
        var (key, @operator, values) = (expression.TextAt("key") ?? "", expression.TextAt("operator") ?? "", expression["values"].Texts().ToList());
        switch (@operator)
        {
            case "In" or "NotIn":
                if (values.Count == 0)
                    yield return Cause.Required($"{path}.values", "must be specified when `operator` is 'In' or 'NotIn'");
                break;
            case "Exists" or "DoesNotExist":
                if (values.Count > 0)
                    yield return Cause.Forbidden($"{path}.values", "may not be specified when `operator` is 'Exists' or 'DoesNotExist'");
                break;
            case "Gt" or "Lt" when hasComparisons:
                if (values.Count != 1)
                    yield return Cause.Required($"{path}.values", "must be specified single value when `operator` is 'Lt' or 'Gt'");
                break;
            default:
                yield return Cause.Invalid($"{path}.operator", @operator, "not a valid selector operator");
                break;
        }

        foreach (var cause in Cause.Each($"{path}.key", key, LabelGrammar.KeyProblems(key)))
            yield return cause;
        foreach (var cause in values.SelectMany((value, index) => hasAnyValues ? [] : Cause.Each($"{path}.values[{index}]", value, LabelGrammar.ValueProblems(value))))
            yield return cause;
    }
}
