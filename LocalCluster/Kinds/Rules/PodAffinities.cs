using System.Text.Json.Nodes;
using LocalCluster.Errors;
using LocalCluster.Json;

namespace LocalCluster.Kinds.Rules;

/// <summary>What is wrong with the wishes of a pod about its node and its neighbours.</summary>
internal static class PodAffinities
{
    private const string Required = "requiredDuringSchedulingIgnoredDuringExecution";
    private const string Preferred = "preferredDuringSchedulingIgnoredDuringExecution";
    private const string NeedsSelector = "must not be specified when labelSelector is not set";

    public static IEnumerable<Cause> Validate(JsonObject? affinity, string path) =>
    [
        .. OfNode(affinity.ObjectAt("nodeAffinity"), $"{path}.nodeAffinity"),
        .. OfPods(affinity.ObjectAt("podAffinity"), $"{path}.podAffinity"),
        .. OfPods(affinity.ObjectAt("podAntiAffinity"), $"{path}.podAntiAffinity"),
    ];

    private static IEnumerable<Cause> OfNode(JsonObject? affinity, string path)
    {
        if (affinity.ObjectAt(Required) is { } required)
        {
            if (required.ListAt("nodeSelectorTerms") is not { Count: > 0 })
                yield return Cause.Required($"{path}.{Required}.nodeSelectorTerms", "must have at least one node selector term");
            foreach (var cause in required["nodeSelectorTerms"].Objects().SelectMany((term, index) => OfNodeTerm(term, $"{path}.{Required}.nodeSelectorTerms[{index}]", hasAnyValues: false)))
                yield return cause;
        }

        foreach (var (index, preferred) in (affinity?[Preferred].Objects() ?? []).Index())
        {
            var at = $"{path}.{Preferred}[{index}]";
            // Nothing depends on a wish, so that its values may be anything.
            foreach (var cause in Weight(preferred, at).Concat(OfNodeTerm(preferred.ObjectAt("preference") ?? [], $"{at}.preference", hasAnyValues: true)))
                yield return cause;
        }
    }

    private static IEnumerable<Cause> OfNodeTerm(JsonObject term, string path, bool hasAnyValues) =>
        SelectorValidation.Expressions(term, $"{path}.matchExpressions", hasComparisons: true, hasAnyValues)
            .Concat(term["matchFields"].Objects().SelectMany((field, index) => OfNodeField(field, $"{path}.matchFields[{index}]")));

    private static IEnumerable<Cause> OfNodeField(JsonObject field, string path)
    {
        var (key, @operator, values) = (field.TextAt("key") ?? "", field.TextAt("operator") ?? "", field["values"].Texts().ToList());
        if (@operator is not ("In" or "NotIn"))
            yield return Cause.Invalid($"{path}.operator", @operator, "not a valid selector operator");
        else if (values.Count != 1)
            yield return Cause.Required($"{path}.values", "must be only one value when `operator` is 'In' or 'NotIn' for node field selector");
        if (key is not "metadata.name")
            yield return Cause.Invalid($"{path}.key", key, "not a valid field selector key");
        foreach (var cause in values.SelectMany((value, index) => key is "metadata.name" ? Cause.Each($"{path}.values[{index}]", value, Names.SubdomainProblems(value)) : []))
            yield return cause;
    }

    private static IEnumerable<Cause> OfPods(JsonObject? affinity, string path)
    {
        foreach (var cause in (affinity?[Required].Objects() ?? []).SelectMany((term, index) => OfTerm(term, $"{path}.{Required}[{index}]")))
            yield return cause;
        foreach (var (index, preferred) in (affinity?[Preferred].Objects() ?? []).Index())
        {
            var at = $"{path}.{Preferred}[{index}]";
            foreach (var cause in Weight(preferred, at).Concat(OfTerm(preferred.ObjectAt("podAffinityTerm") ?? [], $"{at}.podAffinityTerm")))
                yield return cause;
        }
    }

    private static IEnumerable<Cause> Weight(JsonObject preferred, string path) =>
        preferred.NumberAt("weight") is >= 1 and <= 100 ? [] : [Cause.Invalid($"{path}.weight", preferred.NumberAt("weight") ?? 0, "must be in the range 1-100")];

    private static IEnumerable<Cause> OfTerm(JsonObject term, string path)
    {
        var key = term.TextAt("topologyKey") ?? "";
        return
        [
            .. SelectorValidation.Selector(term.ObjectAt("labelSelector"), $"{path}.labelSelector"),
            .. SelectorValidation.Selector(term.ObjectAt("namespaceSelector"), $"{path}.namespaceSelector"),
            .. term["namespaces"].Texts().SelectMany(name => Cause.Each($"{path}.namespace", name, Names.LabelProblems(name))),
            .. Keys(term, path, "matchLabelKeys"),
            .. Keys(term, path, "mismatchLabelKeys"),
            .. key.Length == 0 ? [Cause.Required($"{path}.topologyKey", "can not be empty")] : Array.Empty<Cause>(),
            .. Cause.Each($"{path}.topologyKey", key, LabelGrammar.KeyProblems(key)),
        ];
    }

    private static IEnumerable<Cause> Keys(JsonObject term, string path, string field) =>
        term.ListAt(field) is not { Count: > 0 } keys ? []
        : term.ObjectAt("labelSelector") is null ? [Cause.Forbidden($"{path}.{field}", NeedsSelector)]
        : keys.Texts().SelectMany((key, index) => Cause.Each($"{path}.{field}[{index}]", key, LabelGrammar.KeyProblems(key)));
}
