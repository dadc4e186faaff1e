using System.Text.Json.Nodes;
using LocalCluster.Errors;
using LocalCluster.Json;
using LocalCluster.Types;

namespace LocalCluster.Kinds.Rules;

/// <summary>What of a pod may change: a few fields, each in one direction.</summary>
internal static class PodChanges
{
    private const string Immutable =
        "pod updates may not change fields other than `spec.containers[*].image`,`spec.initContainers[*].image`,`spec.activeDeadlineSeconds`,`spec.tolerations` (only additions to existing tolerations),`spec.terminationGracePeriodSeconds` (allow it to be set to 1 if it was previously negative)";

    private static readonly string[] Lists = ["containers", "initContainers"];
    private static readonly string[] Free = ["activeDeadlineSeconds", "tolerations", "schedulingGates"];

    public static IEnumerable<Cause> Validate(JsonObject old, JsonObject spec)
    {
        foreach (var list in Lists)
        {
            if (Count(old, list) != Count(spec, list))
            {
                yield return Cause.Forbidden($"spec.{list}", "pod updates may not add or remove containers");
                yield break;
            }

            foreach (var (index, container) in spec[list].Objects().Index().Where(pair => pair.Item.TextAt("image") is null or ""))
                yield return Cause.Required($"spec.{list}[{index}].image");
        }

        if (Deadline(old.NumberAt("activeDeadlineSeconds"), spec.NumberAt("activeDeadlineSeconds")) is { } late)
        {
            yield return late;
            if (spec["activeDeadlineSeconds"] is not null)
                yield break;
        }

        if (!OnlyAdds(old["tolerations"], spec["tolerations"]))
            yield return Cause.Forbidden("spec.tolerations", "existing toleration can not be modified except its tolerationSeconds");
        else
        {
            foreach (var cause in Tolerations.Validate(spec, "spec.tolerations"))
                yield return cause;
        }

        foreach (var cause in NewGates(old, spec))
            yield return cause;
        var isGated = old.ListAt("schedulingGates") is { Count: > 0 };
        if (isGated && (old.ObjectAt("nodeSelector") ?? []).Any(pair => spec.TextAt("nodeSelector", pair.Key) != pair.Value.AsText()))
            yield return Cause.Invalid("spec.nodeSelector", spec["nodeSelector"]?.DeepClone(), "only additions to spec.nodeSelector are allowed (no mutations or deletions)");
        var munged = Munged(old, spec, isGated);
        if (!JsonNode.DeepEquals(old, munged))
            yield return Cause.Forbidden("spec", $"{Immutable}\n{UnifiedDiff.Of(Shown(old), Shown(munged))}");
    }

    private static int Count(JsonObject spec, string list) => spec.ListAt(list)?.Count ?? 0;

    private static Cause? Deadline(long? old, long? now) => (old, now) switch
    {
        (_, < 0 or > int.MaxValue) => Cause.Invalid("spec.activeDeadlineSeconds", now, $"must be between 0 and {int.MaxValue}, inclusive"),
        ({ } before, { } after) when before < after => Cause.Invalid("spec.activeDeadlineSeconds", after, "must be less than or equal to previous value"),
        ({ }, null) => Cause.Invalid("spec.activeDeadlineSeconds", null, "must not update from a positive integer to nil value"),
        _ => null,
    };

    private static bool OnlyAdds(JsonNode? before, JsonNode? after) =>
        before.Objects().All(toleration => after.Objects().Any(kept => JsonNode.DeepEquals(Unbounded(kept), Unbounded(toleration))));

    // How long a toleration lasts may be changed.
    private static JsonObject Unbounded(JsonObject toleration)
    {
        var copy = toleration.Clone();
        _ = copy.Remove("tolerationSeconds");
        return copy;
    }

    private static IEnumerable<Cause> NewGates(JsonObject old, JsonObject spec)
    {
        var before = old["schedulingGates"].Objects().Select(gate => gate.TextAt("name")).ToHashSet();
        return from pair in spec["schedulingGates"].Objects().Index()
               let name = pair.Item.TextAt("name")
               where !before.Contains(name)
               select Cause.Forbidden($"spec.schedulingGates[{pair.Index}].name", $"only deletion is allowed, but found new scheduling gate '{name}'");
    }

    // The change without what may change, so that only the rest can differ.
    private static JsonObject Munged(JsonObject old, JsonObject spec, bool isGated)
    {
        var copy = spec.Clone();
        foreach (var (before, container) in Lists.SelectMany(list => old[list].Objects().Zip(copy[list].Objects())))
            container["image"] = before["image"]?.DeepClone();
        foreach (var field in isGated ? Free.Append("nodeSelector") : Free)
            Take(copy, old, field);
        if (old.NumberAt("terminationGracePeriodSeconds") < 0 && spec.NumberAt("terminationGracePeriodSeconds") == 1)
            Take(copy, old, "terminationGracePeriodSeconds");
        if (isGated && !JsonNode.DeepEquals(old.ObjectAt("affinity", "nodeAffinity"), spec.ObjectAt("affinity", "nodeAffinity")))
        {
            Take(copy.Ensure("affinity"), old.ObjectAt("affinity"), "nodeAffinity");
            if (copy["affinity"] is JsonObject { Count: 0 } && old["affinity"] is null)
                _ = copy.Remove("affinity");
        }

        return copy;
    }

    private static void Take(JsonObject to, JsonObject? from, string field)
    {
        if (from?[field] is { } value)
            to[field] = value.DeepClone();
        else
            _ = to.Remove(field);
    }

    private static string Shown(JsonObject spec) => InternalForm.Indented(InternalForm.Of(ApiTypes.Named("core.v1.PodSpec"), spec));
}
