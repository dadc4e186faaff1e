using System.Text.Json.Nodes;
using LocalCluster.Errors;
using LocalCluster.Json;

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
    }
}
