using System.Text.Json.Nodes;
using LocalCluster.Errors;
using LocalCluster.Json;
using LocalCluster.Types;

namespace LocalCluster.Kinds.Rules;

/// <summary>The checks of a pod that clients of ours can run into. Not all that a real server checks.</summary>
internal static class PodValidation
{
    private const string Immutable =
        "pod updates may not change fields other than `spec.containers[*].image`,`spec.initContainers[*].image`,`spec.activeDeadlineSeconds`,`spec.tolerations` (only additions to existing tolerations),`spec.terminationGracePeriodSeconds` (allow it to be set to 1 if it was previously negative)";

    private static readonly string[] Free = ["activeDeadlineSeconds", "tolerations", "terminationGracePeriodSeconds", "schedulingGates"];

    public static IEnumerable<Cause> Validate(JsonObject? old, JsonObject pod)
    {
        var spec = pod.ObjectAt("spec") ?? [];
        return old is null ? OfNew(spec) : OfChange(old.ObjectAt("spec") ?? [], spec);
    }

    /// <summary>Through a door that writes only its own part, only that part is judged.</summary>
    public static IEnumerable<Cause>? ValidatePart(string subresource, JsonObject old, JsonObject pod) => subresource switch
    {
        "ephemeralcontainers" => OfEphemeral(old.ObjectAt("spec") ?? [], pod.ObjectAt("spec") ?? []),
        "resize" => OfResize(old, pod),
        "status" => [],
        _ => null,
    };

    private static IEnumerable<Cause> OfEphemeral(JsonObject old, JsonObject spec)
    {
        var names = spec["containers"].Objects().Concat(spec["initContainers"].Objects()).Select(c => c.TextAt("name") ?? "").ToHashSet(StringComparer.Ordinal);
        var targets = spec["containers"].Objects().Select(c => c.TextAt("name") ?? "").ToHashSet(StringComparer.Ordinal);
        var index = 0;
        foreach (var container in spec["ephemeralContainers"].Objects())
        {
            var path = $"spec.ephemeralContainers[{index++}]";
            if (container.TextAt("name") is not { Length: > 0 } name)
                yield return Cause.Required($"{path}.name");
            else if (Names.LabelProblem(name) is { } problem)
                yield return Cause.Invalid($"{path}.name", name, problem);
            else if (!names.Add(name))
                yield return Cause.Duplicate($"{path}.name", name);
            if (container.TextAt("image") is not { Length: > 0 })
                yield return Cause.Required($"{path}.image");
            if (container.TextAt("targetContainerName") is { Length: > 0 } target && !targets.Contains(target))
                yield return new Cause("FieldValueNotFound", $"Not found: \"{target}\"", $"{path}.targetContainerName");
        }

        foreach (var before in old["ephemeralContainers"].Objects())
        {
            var kept = spec["ephemeralContainers"].Objects().FirstOrDefault(c => c.TextAt("name") == before.TextAt("name"));
            if (kept is null || !JsonNode.DeepEquals(before, kept))
                yield return Cause.Forbidden("spec", $"existing ephemeral containers \"{before.TextAt("name")}\" may not be {(kept is null ? "removed" : "changed")}\n");
        }
    }

    private static IEnumerable<Cause> OfResize(JsonObject old, JsonObject pod)
    {
        foreach (var list in new[] { "initContainers", "containers" })
        {
            var index = 0;
            foreach (var container in pod.ObjectAt("spec")?[list].Objects() ?? [])
            {
                foreach (var cause in ContainerValidation.Resources(container, $"spec.{list}[{index}]"))
                    yield return cause;
                index++;
            }
        }

        var quality = QualityOfService.Of(pod.ObjectAt("spec"));
        if (old.TextAt("status", "qosClass") is { } before && before != quality)
            yield return Cause.Invalid("spec", quality, "Pod QOS Class may not change as a result of resizing");
    }

    private static IEnumerable<Cause> OfNew(JsonObject spec)
    {
        foreach (var cause in PodSpecValidation.Of(spec, "spec"))
            yield return cause;
        if (spec.ListAt("ephemeralContainers") is { Count: > 0 })
            yield return Cause.Forbidden("spec.ephemeralContainers", "cannot be set on create");
    }

    private static IEnumerable<Cause> OfChange(JsonObject old, JsonObject spec)
    {
        if (JsonNode.DeepEquals(old, spec) || (JsonNode.DeepEquals(Frozen(old, spec), Frozen(spec, spec)) && OnlyAdds(old["tolerations"], spec["tolerations"])))
            yield break;
        yield return Cause.Forbidden("spec", $"{Immutable}\n{UnifiedDiff.Of(Shown(old), Shown(Munged(old, spec)))}");
    }

    private static bool OnlyAdds(JsonNode? before, JsonNode? after) =>
        before.Objects().All(toleration => after.Objects().Any(kept => JsonNode.DeepEquals(Unbounded(kept), Unbounded(toleration))));

    // How long a toleration lasts may be shortened.
    private static JsonObject Unbounded(JsonObject toleration)
    {
        var copy = toleration.Clone();
        _ = copy.Remove("tolerationSeconds");
        return copy;
    }

    // What may change is taken from the new spec on both sides, so that only the rest can differ.
    private static JsonObject Frozen(JsonObject spec, JsonObject changed)
    {
        var copy = spec.Clone();
        foreach (var list in new[] { "containers", "initContainers" })
        {
            var images = changed[list].Objects().GroupBy(c => c.TextAt("name") ?? "").ToDictionary(g => g.Key, g => g.First().TextAt("image"));
            foreach (var container in copy[list].Objects())
                container["image"] = images.GetValueOrDefault(container.TextAt("name") ?? "");
        }

        foreach (var free in Free)
            _ = copy.Remove(free);
        return copy;
    }

    // The change without what may change.
    private static JsonObject Munged(JsonObject old, JsonObject spec)
    {
        var copy = Frozen(spec, old);
        foreach (var free in Free)
        {
            if (old[free] is { } value)
                copy[free] = value.DeepClone();
        }

        return copy;
    }

    private static string Shown(JsonObject spec) => InternalForm.Indented(InternalForm.Of(ApiTypes.Named("core.v1.PodSpec"), spec));
}
