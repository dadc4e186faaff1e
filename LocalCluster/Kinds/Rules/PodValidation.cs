using System.Text.Json.Nodes;
using LocalCluster.Errors;
using LocalCluster.Json;

namespace LocalCluster.Kinds.Rules;

/// <summary>What is wrong with a pod: a new one, a changed one, and what is written through each of its doors.</summary>
internal static class PodValidation
{
    // A debugger is not relied on for what a pod does.
    private static readonly string[] NotForDebuggers = ["ports", "resources", "livenessProbe", "readinessProbe", "startupProbe", "lifecycle"];
    private const string ForbiddenToDebuggers = "cannot be set for an Ephemeral Container";

    public static IEnumerable<Cause> Validate(JsonObject? old, JsonObject pod)
    {
        var spec = pod.ObjectAt("spec") ?? [];
        return Whole(pod).Concat(old is null ? OnlyOfNew(spec) : PodChanges.Validate(old.ObjectAt("spec") ?? [], spec));
    }

    /// <summary>Through a door that writes only its own part, only that part is judged.</summary>
    public static IEnumerable<Cause>? ValidatePart(string subresource, JsonObject old, JsonObject pod) => subresource switch
    {
        "ephemeralcontainers" => OfEphemeral(old.ObjectAt("spec") ?? [], pod.ObjectAt("spec") ?? []),
        "resize" => OfResize(old, pod),
        "status" => PodStatusValidation.Validate(old, pod),
        _ => null,
    };

    private static IEnumerable<Cause> Whole(JsonObject pod)
    {
        var spec = pod.ObjectAt("spec") ?? [];
        if (pod.TextAt("metadata", "annotations", "controller.kubernetes.io/pod-deletion-cost") is { } cost && !IsWhole32(cost))
            yield return Cause.Invalid("metadata.annotations[controller.kubernetes.io/pod-deletion-cost]", cost, "must be a 32bit integer");
        foreach (var cause in PodSpecValidation.Of(spec, "spec"))
            yield return cause;
        if (spec.TextAt("serviceAccountName") is null or "")
        {
            foreach (var cause in from volume in spec["volumes"].Objects().Index()
                                  from source in volume.Item.ObjectAt("projected")?["sources"].Objects().Index() ?? []
                                  where source.Item["serviceAccountToken"] is not null
                                  select Cause.Forbidden($"spec.volumes[{volume.Index}].projected.sources[{source.Index}].serviceAccountToken", "must not be specified when serviceAccountName is not set"))
                yield return cause;
        }

        foreach (var cause in ContainerValidation.PaddedImages(spec, "spec"))
            yield return cause;
    }

    private static bool IsWhole32(string text) =>
        text.Length > 0 && text[0] != '+' && (text is "0" || text.TrimStart('-') is not ['0', ..]) && int.TryParse(text, System.Globalization.NumberStyles.AllowLeadingSign, System.Globalization.CultureInfo.InvariantCulture, out _);

    private static IEnumerable<Cause> OnlyOfNew(JsonObject spec)
    {
        if (spec.ListAt("ephemeralContainers") is { Count: > 0 })
            yield return Cause.Forbidden("spec.ephemeralContainers", "cannot be set on create");
        if (spec.TextAt("nodeName") is { Length: > 0 } && spec.ListAt("schedulingGates") is { Count: > 0 })
            yield return Cause.Forbidden("spec.nodeName", "cannot be set until all schedulingGates have been cleared");
    }

    private static IEnumerable<Cause> OfEphemeral(JsonObject old, JsonObject spec)
    {
        var volumes = new Dictionary<string, JsonObject>(StringComparer.Ordinal);
        _ = VolumeValidation.Of(spec, "spec.volumes", volumes);
        var names = spec["containers"].Objects().Concat(spec["initContainers"].Objects()).Select(c => c.TextAt("name") ?? "").ToHashSet(StringComparer.Ordinal);
        var targets = names.ToHashSet(StringComparer.Ordinal);
        foreach (var (index, container) in spec["ephemeralContainers"].Objects().Index())
        {
            var path = $"spec.ephemeralContainers[{index}]";
            foreach (var cause in ContainerValidation.Common(spec, container, path, volumes))
                yield return cause;
            var name = container.TextAt("name") ?? "";
            if (!names.Add(name))
                yield return Cause.Duplicate($"{path}.name", name);
            if (container.TextAt("targetContainerName") is { Length: > 0 } target && !targets.Contains(target))
                yield return Cause.NotFound($"{path}.targetContainerName", target);
            foreach (var field in NotForDebuggers.Where(field => container[field] is JsonObject { Count: > 0 } or JsonArray { Count: > 0 }))
                yield return Cause.Forbidden($"{path}.{field}", ForbiddenToDebuggers);
            foreach (var (mount, field) in container["volumeMounts"].Objects().Index().SelectMany(pair => new[] { "subPath", "subPathExpr" }.Where(field => pair.Item.TextAt(field) is { Length: > 0 }).Select(field => (pair.Index, field))))
                yield return Cause.Forbidden($"{path}.volumeMounts[{mount}].{field}", ForbiddenToDebuggers);
        }

        foreach (var before in old["ephemeralContainers"].Objects())
        {
            var kept = spec["ephemeralContainers"].Objects().FirstOrDefault(c => c.TextAt("name") == before.TextAt("name"));
            if (kept is null || !JsonNode.DeepEquals(before, kept))
                yield return Cause.Forbidden("spec.ephemeralContainers", $"existing ephemeral containers \"{before.TextAt("name")}\" may not be {(kept is null ? "removed" : "changed")}\n");
        }
    }

    private static IEnumerable<Cause> OfResize(JsonObject old, JsonObject pod)
    {
        foreach (var cause in from list in new[] { "containers", "initContainers" }
                              from pair in pod.ObjectAt("spec")?[list].Objects().Index() ?? []
                              from cause in ResourceValidation.Of(pair.Item, $"spec.{list}[{pair.Index}]")
                              select cause)
            yield return cause;
        var quality = QualityOfService.Of(pod.ObjectAt("spec"));
        if (old.TextAt("status", "qosClass") is { } before && before != quality)
            yield return Cause.Invalid("spec", quality, "Pod QOS Class may not change as a result of resizing");
        foreach (var (index, container) in pod.ObjectAt("spec")?["containers"].Objects().Index() ?? [])
        {
            var earlier = old.ObjectAt("spec")?["containers"].Objects().FirstOrDefault(c => c.TextAt("name") == container.TextAt("name"));
            foreach (var part in new[] { "requests", "limits" })
            {
                if ((earlier.ObjectAt("resources", part) ?? []).Any(pair => container.ObjectAt("resources", part)?.ContainsKey(pair.Key) != true))
                    yield return Cause.Forbidden($"spec.containers[{index}].resources.{part}", $"resource {part} cannot be removed");
            }
        }
    }
}
