using System.Text.Json.Nodes;
using LocalCluster.Errors;
using LocalCluster.Json;
using LocalCluster.Types;

namespace LocalCluster.Kinds.Rules;

internal static class ClaimRules
{
    private static readonly string[] Modes = ["ReadOnlyMany", "ReadWriteMany", "ReadWriteOnce", "ReadWriteOncePod"];

    public static readonly KindRules Rules = new()
    {
        Default = o =>
        {
            o.ObjectAt("spec")?.Default("volumeMode", "Filesystem");
            Quantities.Canonicalize(o.ObjectAt("spec", "resources", "requests"));
        },
        PrepareCreate = (o, _) => o["status"] = new JsonObject { ["phase"] = "Pending" },
        PrepareUpdate = StatusRules.Keep,
        Validate = Validate,
        DeleteAnswersObject = true,
        Finalizer = "kubernetes.io/pvc-protection",
    };

    private static IEnumerable<Cause> Validate(JsonObject? old, JsonObject claim)
    {
        if (claim.ListAt("spec", "accessModes") is not { Count: > 0 } modes)
            yield return Cause.Required("spec.accessModes", "at least 1 access mode is required");
        else
        {
            foreach (var mode in modes.Texts().Where(m => !Modes.Contains(m)))
                yield return Cause.NotSupported("spec.accessModes", mode, Modes);
        }

        if (claim.At("spec", "resources", "requests", "storage") is null)
            yield return Cause.Required("spec.resources[storage]");
        if (old is not null && OfChange(old, claim) is { } change)
            yield return change;
    }

    // A bound claim may ask for more room; the binder alone fills in the volume.
    private static Cause? OfChange(JsonObject old, JsonObject claim)
    {
        var type = ApiTypes.Named("core.v1.PersistentVolumeClaimSpec");
        var (before, after) = (old.ObjectAt("spec")!.Clone(), claim.ObjectAt("spec")!.Clone());
        if (before.TextAt("volumeName") is null or "" && after["volumeName"] is { } volume)
            before["volumeName"] = volume.DeepClone();
        if (old.TextAt("status", "phase") is "Bound")
        {
            before["resources"] = after["resources"]?.DeepClone();
            before["volumeAttributesClassName"] = after["volumeAttributesClassName"]?.DeepClone();
        }

        var (left, right) = (InternalForm.Of(type, before), InternalForm.Of(type, after));
        return JsonNode.DeepEquals(left, right) ? null : Cause.Forbidden("spec",
            $"spec is immutable after creation except resources.requests and volumeAttributesClassName for bound claims\n{UnifiedDiff.Of(InternalForm.Indented(left), InternalForm.Indented(right))}");
    }
}
