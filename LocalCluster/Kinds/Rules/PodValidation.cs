using System.Text.Json.Nodes;
using LocalCluster.Errors;
using LocalCluster.Json;

namespace LocalCluster.Kinds.Rules;

/// <summary>The checks of a pod that clients of ours can run into. Not all that a real server checks.</summary>
internal static class PodValidation
{
    private const string Immutable =
        "pod updates may not change fields other than `spec.containers[*].image`,`spec.initContainers[*].image`,`spec.activeDeadlineSeconds`,`spec.tolerations` (only additions to existing tolerations),`spec.terminationGracePeriodSeconds` (allow it to be set to 1 if it was previously negative)";

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
                foreach (var cause in OfResources(container, $"spec.{list}[{index}]"))
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
        if (spec.ListAt("containers") is not { Count: > 0 })
            yield return Cause.Required("spec.containers");
        if (spec.TextAt("restartPolicy") is { } policy and not ("Always" or "Never" or "OnFailure"))
            yield return Cause.NotSupported("spec.restartPolicy", policy, ["Always", "OnFailure", "Never"]);

        var volumes = new HashSet<string>(spec["volumes"].Objects().Select(v => v.TextAt("name") ?? ""), StringComparer.Ordinal);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var index = 0;
        foreach (var volume in spec["volumes"].Objects())
        {
            if (volume.TextAt("name") is not { Length: > 0 } name)
                yield return Cause.Required($"spec.volumes[{index}].name");
            else if (!seen.Add(name))
                yield return Cause.Duplicate($"spec.volumes[{index}].name", name);
            index++;
        }

        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var list in new[] { "initContainers", "containers" })
        {
            index = 0;
            foreach (var container in spec[list].Objects())
            {
                foreach (var cause in OfContainer(container, $"spec.{list}[{index}]", volumes, names))
                    yield return cause;
                index++;
            }
        }
    }

    private static IEnumerable<Cause> OfContainer(JsonObject container, string path, HashSet<string> volumes, HashSet<string> names)
    {
        if (container.TextAt("name") is not { Length: > 0 } name)
            yield return Cause.Required($"{path}.name");
        else if (Names.LabelProblem(name) is { } problem)
            yield return Cause.Invalid($"{path}.name", name, problem);
        else if (!names.Add(name))
            yield return Cause.Duplicate($"{path}.name", name);
        if (container.TextAt("image") is not { Length: > 0 })
            yield return Cause.Required($"{path}.image");

        var index = 0;
        foreach (var variable in container["env"].Objects())
        {
            if (variable.TextAt("name") is not { Length: > 0 })
                yield return Cause.Required($"{path}.env[{index}].name");
            index++;
        }

        index = 0;
        var paths = new HashSet<string>(StringComparer.Ordinal);
        foreach (var mount in container["volumeMounts"].Objects())
        {
            var volume = mount.TextAt("name") ?? "";
            if (!volumes.Contains(volume))
                yield return new Cause("FieldValueNotFound", $"Not found: \"{volume}\"", $"{path}.volumeMounts[{index}].name");
            if (mount.TextAt("mountPath") is not { Length: > 0 } at)
                yield return Cause.Required($"{path}.volumeMounts[{index}].mountPath");
            else if (!paths.Add(at))
                yield return Cause.Invalid($"{path}.volumeMounts[{index}].mountPath", at, "must be unique");
            index++;
        }

        foreach (var cause in OfResources(container, path))
            yield return cause;
    }

    private static IEnumerable<Cause> OfResources(JsonObject container, string path)
    {
        var limits = container.ObjectAt("resources", "limits");
        foreach (var (name, request) in container.ObjectAt("resources", "requests") ?? [])
        {
            if (limits?.TextAt(name) is { } limit && request.AsText() is { } asked
                && Quantities.Parse(limit) is { } most && Quantities.Parse(asked) is { } wanted && wanted > most)
                yield return Cause.Invalid($"{path}.resources.requests", asked, $"must be less than or equal to {name} limit of {limit}");
        }
    }

    private static IEnumerable<Cause> OfChange(JsonObject old, JsonObject spec)
    {
        if (JsonNode.DeepEquals(old, spec) || (JsonNode.DeepEquals(Frozen(old, spec), Frozen(spec, spec)) && OnlyAdds(old["tolerations"], spec["tolerations"])))
            yield break;
        yield return new Cause("FieldValueForbidden", $"Forbidden: {Immutable}", "spec");
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

        foreach (var free in new[] { "activeDeadlineSeconds", "tolerations", "terminationGracePeriodSeconds", "schedulingGates" })
            _ = copy.Remove(free);
        return copy;
    }
}
