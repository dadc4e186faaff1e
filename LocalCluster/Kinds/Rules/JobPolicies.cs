using System.Text.Json.Nodes;
using LocalCluster.Errors;
using LocalCluster.Json;

namespace LocalCluster.Kinds.Rules;

/// <summary>What is wrong with what a Job makes of failed pods.</summary>
internal static class JobPolicies
{
    private static readonly string[] Actions = ["Count", "FailIndex", "FailJob", "Ignore"];

    public static IEnumerable<Cause> OfFailure(JsonObject spec, string path)
    {
        var rules = spec.ObjectAt("podFailurePolicy")?["rules"].Objects().ToList() ?? [];
        if (rules.Count > 20)
            yield return Cause.TooMany($"{path}.rules", rules.Count, 20);
        foreach (var cause in rules.SelectMany((rule, index) => OfRule(spec, rule, $"{path}.rules[{index}]")))
            yield return cause;
    }

    private static IEnumerable<Cause> OfRule(JsonObject spec, JsonObject rule, string path)
    {
        var action = rule.TextAt("action") ?? "";
        foreach (var cause in action.Length == 0 ? [Cause.Required($"{path}.action", "valid values: [\"Count\" \"FailIndex\" \"FailJob\" \"Ignore\"]")]
            : action is "FailIndex" && spec["backoffLimitPerIndex"] is null ? [Cause.Invalid($"{path}.action", action, "requires the backoffLimitPerIndex to be set")]
            : PodSpecValidation.Choice($"{path}.action", action, Actions))
            yield return cause;
        var (codes, conditions) = (rule.ObjectAt("onExitCodes"), rule["onPodConditions"].Objects().ToList());
        foreach (var cause in codes is null ? [] : OfCodes(spec, codes, $"{path}.onExitCodes"))
            yield return cause;
        foreach (var (index, condition) in conditions.Index())
        {
            var (at, type) = ($"{path}.onPodConditions[{index}]", condition.TextAt("type") ?? "");
            foreach (var cause in Cause.Each($"{at}.type", type, LabelGrammar.KeyProblems(type)).Concat(PodSpecValidation.Choice($"{at}.status", condition.TextAt("status"), "False", "True", "Unknown")))
                yield return cause;
        }

        if (codes is not null && conditions.Count > 0)
            yield return Cause.InvalidWhole(path, "specifying both OnExitCodes and OnPodConditions is not supported");
        if (codes is null && conditions.Count == 0)
            yield return Cause.InvalidWhole(path, "specifying one of OnExitCodes and OnPodConditions is required");
    }

    private static IEnumerable<Cause> OfCodes(JsonObject spec, JsonObject codes, string path)
    {
        var @operator = codes.TextAt("operator") ?? "";
        foreach (var cause in @operator.Length == 0 ? [Cause.Required($"{path}.operator", "valid values: [\"In\" \"NotIn\"]")] : PodSpecValidation.Choice($"{path}.operator", @operator, "In", "NotIn"))
            yield return cause;
        var pod = spec.ObjectAt("template", "spec") ?? [];
        if (codes.TextAt("containerName") is { } name && !pod["containers"].Objects().Concat(pod["initContainers"].Objects()).Any(container => container.TextAt("name") == name))
            yield return Cause.Invalid($"{path}.containerName", name, "must be one of the container or initContainer names in the pod template");
        var values = (codes.ListAt("values") ?? []).Select(value => value.AsNumber() ?? 0).ToList();
        if (values.Count == 0)
            yield return Cause.Invalid($"{path}.values", codes["values"]?.DeepClone(), "at least one value is required");
        foreach (var (index, value) in values.Index())
        {
            if (@operator is "In" && value == 0)
                yield return Cause.Invalid($"{path}.values[{index}]", value, "must not be 0 for the In operator");
            if (values.IndexOf(value) < index)
                yield return Cause.Duplicate($"{path}.values[{index}]", value);
        }

        if (!values.SequenceEqual(values.Order()))
            yield return Cause.Invalid($"{path}.values", codes["values"]!.DeepClone(), "must be ordered");
    }
}
