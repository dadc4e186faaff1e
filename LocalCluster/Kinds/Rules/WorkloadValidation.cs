using System.Text.Json.Nodes;
using LocalCluster.Api;
using LocalCluster.Errors;
using LocalCluster.Json;

namespace LocalCluster.Kinds.Rules;

/// <summary>What is wrong with Deployments and their like: they must find the pods that they make, and those must be pods that go on.</summary>
internal static class WorkloadValidation
{
    public static IEnumerable<Cause> Of(JsonObject? old, JsonObject workload)
    {
        var (kind, spec) = (workload.TextAt("kind"), workload.ObjectAt("spec") ?? []);
        if (spec.NumberAt("replicas") is < 0 and var replicas)
            yield return Cause.Invalid("spec.replicas", replicas, "must be greater than or equal to 0");
        if (spec.ObjectAt("selector") is not { } selector)
        {
            yield return Cause.Required("spec.selector");
        }
        else
        {
            foreach (var cause in SelectorValidation.Selector(selector, "spec.selector"))
                yield return cause;
            if (selector.Count == 0)
                yield return Cause.Invalid("spec.selector", selector.Clone(), $"empty selector is invalid for {(kind is "DaemonSet" or "StatefulSet" ? kind.ToLowerInvariant() : "deployment")}");
        }

        if (spec.ObjectAt("selector") is { } given ? given.Count > 0 && Misses(given, spec) : kind is not "DaemonSet")
            yield return Mismatch("spec.template", spec);
        foreach (var cause in Template(spec))
            yield return cause;
        if (old?["spec"]?["selector"] is { } before && !JsonNode.DeepEquals(before, spec["selector"]))
            yield return Cause.Invalid("spec.selector", spec["selector"]?.DeepClone(), "field is immutable");
    }

    public static bool Misses(JsonObject selector, JsonObject spec) => !LabelSelectors.Matches(selector, spec.ObjectAt("template", "metadata", "labels"));

    public static Cause Mismatch(string path, JsonObject spec) =>
        Cause.Invalid($"{path}.metadata.labels", spec.ObjectAt("template", "metadata", "labels")?.Clone(), "`selector` does not match template `labels`");

    private static IEnumerable<Cause> Template(JsonObject spec)
    {
        foreach (var cause in PodTemplateValidation.Of(spec.ObjectAt("template") ?? [], "spec.template"))
            yield return cause;
        if (spec.TextAt("template", "spec", "restartPolicy") is { } policy and not "Always")
            yield return Cause.NotSupported("spec.template.spec.restartPolicy", policy, ["Always"]);
    }
}
