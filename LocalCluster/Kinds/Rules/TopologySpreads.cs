using System.Text.Json.Nodes;
using LocalCluster.Errors;
using LocalCluster.Json;

namespace LocalCluster.Kinds.Rules;

/// <summary>What is wrong with how pods are to be spread.</summary>
internal static class TopologySpreads
{
    private const string NotPositive = "must be greater than zero";

    public static IEnumerable<Cause> Validate(JsonObject spec, string path)
    {
        var spreads = spec["topologySpreadConstraints"].Objects().ToList();
        return spreads.SelectMany((spread, index) => One(spread, spreads[(index + 1)..], $"{path}[{index}]"));
    }

    private static IEnumerable<Cause> One(JsonObject spread, List<JsonObject> others, string path)
    {
        var (key, otherwise) = (spread.TextAt("topologyKey") ?? "", spread.TextAt("whenUnsatisfiable") ?? "");
        if (spread.NumberAt("maxSkew") is not > 0)
            yield return Cause.Invalid($"{path}.maxSkew", spread.NumberAt("maxSkew") ?? 0, NotPositive);
        if (key.Length == 0)
            yield return Cause.Required($"{path}.topologyKey", "can not be empty");
        foreach (var cause in PodSpecValidation.Choice($"{path}.whenUnsatisfiable", otherwise, "DoNotSchedule", "ScheduleAnyway"))
            yield return cause;
        if (others.Any(other => (other.TextAt("topologyKey") ?? "") == key && (other.TextAt("whenUnsatisfiable") ?? "") == otherwise))
            yield return Cause.Duplicate($"{path}.{{topologyKey, whenUnsatisfiable}}", $"{{{key}, {otherwise}}}");
        if (spread.NumberAt("minDomains") is { } domains)
        {
            if (domains <= 0)
                yield return Cause.Invalid($"{path}.minDomains", domains, NotPositive);
            if (otherwise is not "DoNotSchedule")
                yield return Cause.Invalid($"{path}.minDomains", domains, $"can only use minDomains if whenUnsatisfiable=DoNotSchedule, not {otherwise}");
        }

        foreach (var cause in PodSpecValidation.Choice($"{path}.nodeAffinityPolicy", spread.TextAt("nodeAffinityPolicy"), "Honor", "Ignore")
            .Concat(PodSpecValidation.Choice($"{path}.nodeTaintsPolicy", spread.TextAt("nodeTaintsPolicy"), "Honor", "Ignore"))
            .Concat(Keys(spread, $"{path}.matchLabelKeys"))
            .Concat(SelectorValidation.Selector(spread.ObjectAt("labelSelector"), $"{path}.labelSelector")))
            yield return cause;
    }

    private static IEnumerable<Cause> Keys(JsonObject spread, string path)
    {
        var keys = spread["matchLabelKeys"].Texts().ToList();
        var selector = spread.ObjectAt("labelSelector");
        if (keys.Count > 0 && selector is null)
            yield return Cause.Forbidden(path, "must not be specified when labelSelector is not set");
        var selected = (selector.ObjectAt("matchLabels") ?? []).Select(pair => pair.Key).Concat(selector?["matchExpressions"].Objects().Select(e => e.TextAt("key") ?? "") ?? []).ToHashSet(StringComparer.Ordinal);
        foreach (var (index, key) in keys.Index())
        {
            foreach (var cause in Cause.Each($"{path}[{index}]", key, LabelGrammar.KeyProblems(key)))
                yield return cause;
            if (selected.Contains(key))
                yield return Cause.Invalid($"{path}[{index}]", key, "exists in both matchLabelKeys and labelSelector");
        }
    }
}
