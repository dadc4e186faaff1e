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
        Validate = (old, o) => OfSpec(o.ObjectAt("spec") ?? [], "spec").Concat(old is null ? [] : Changes(old, o)),
        // The binder writes what it finds.
        ValidatePart = (part, _, _) => part is "status" ? [] : null,
        DeleteAnswersObject = true,
        Finalizer = "kubernetes.io/pvc-protection",
    };

    /// <summary>What is wrong with a claim, also with one that a pod brings along.</summary>
    public static IEnumerable<Cause> OfSpec(JsonObject spec, string path)
    {
        var modes = spec["accessModes"].Texts().ToList();
        if (modes.Count == 0)
            yield return Cause.Required($"{path}.accessModes", "at least 1 access mode is required");
        foreach (var cause in SelectorValidation.Selector(spec.ObjectAt("selector"), $"{path}.selector").Concat(modes.SelectMany(mode => PodSpecValidation.Choice($"{path}.accessModes", mode, Modes))))
            yield return cause;
        if (modes.Contains("ReadWriteOncePod") && modes.Any(mode => mode is not "ReadWriteOncePod" && Modes.Contains(mode)))
            yield return Cause.Forbidden($"{path}.accessModes", "may not use ReadWriteOncePod with other access modes");
        if (spec.TextAt("resources", "requests", "storage") is not { } storage)
            yield return Cause.Required($"{path}.resources[storage]");
        else if (Quantities.Parse(storage) is { Sign: <= 0 })
            yield return Cause.Invalid($"{path}.resources[storage]", storage, "must be greater than zero");
        foreach (var cause in Class(spec, path, "storageClassName").Concat(PodSpecValidation.Choice($"{path}.volumeMode", spec.TextAt("volumeMode"), "Block", "Filesystem"))
            .Concat(Source(spec, $"{path}.dataSource", "dataSource")).Concat(Source(spec, $"{path}.dataSourceRef", "dataSourceRef")).Concat(Class(spec, path, "volumeAttributesClassName")))
            yield return cause;
    }

    private static IEnumerable<Cause> Class(JsonObject spec, string path, string field) =>
        spec.TextAt(field) is { Length: > 0 } name ? Cause.Each($"{path}.{field}", name, Names.SubdomainProblems(name)) : [];

    private static IEnumerable<Cause> Source(JsonObject spec, string path, string field)
    {
        if (spec.ObjectAt(field) is not { } source)
            yield break;
        foreach (var required in new[] { "name", "kind" }.Where(name => source.TextAt(name) is null or ""))
            yield return Cause.Required($"{path}.{required}");
        if (source.TextAt("apiGroup") is null or "" && source.TextAt("kind") is not "PersistentVolumeClaim")
            yield return Cause.Invalid(path, source.TextAt("kind") ?? "", "must be 'PersistentVolumeClaim' when referencing the default apiGroup");
    }

    // A bound claim may ask for more room; the binder alone fills in the volume.
    private static IEnumerable<Cause> Changes(JsonObject old, JsonObject claim)
    {
        var type = ApiTypes.Named("core.v1.PersistentVolumeClaimSpec");
        var (before, after) = (old.ObjectAt("spec")!.Clone(), claim.ObjectAt("spec")!.Clone());
        if (before.TextAt("volumeName") is null or "" && after["volumeName"] is { } volume)
            before["volumeName"] = volume.DeepClone();
        // A claim without a class may still get one.
        if (before["storageClassName"] is null && after["storageClassName"] is not null)
            before["storageClassName"] = after["storageClassName"]!.DeepClone();
        if (old.TextAt("status", "phase") is "Bound")
        {
            before["resources"] = after["resources"]?.DeepClone();
            before["volumeAttributesClassName"] = after["volumeAttributesClassName"]?.DeepClone();
        }

        var (left, right) = (InternalForm.Of(type, before), InternalForm.Of(type, after));
        if (!JsonNode.DeepEquals(left, right))
        {
            yield return Cause.Forbidden("spec",
                $"spec is immutable after creation except resources.requests and volumeAttributesClassName for bound claims\n{UnifiedDiff.Of(InternalForm.Indented(left), InternalForm.Indented(right))}");
        }

        // Down to what it has: so a wish for more that failed can be taken back.
        if (Storage(claim, "spec", "resources", "requests") < Storage(old, "spec", "resources", "requests") && Storage(claim, "spec", "resources", "requests") <= Storage(old, "status", "capacity"))
            yield return Cause.Forbidden("spec.resources.requests.storage", "field can not be less than status.capacity");
        if (old.TextAt("spec", "volumeMode") != claim.TextAt("spec", "volumeMode"))
            yield return Cause.Invalid("volumeMode", claim.TextAt("spec", "volumeMode"), "field is immutable");
    }

    private static System.Numerics.BigInteger Storage(JsonObject claim, params string[] path) => Quantities.Parse(claim.ObjectAt(path).TextAt("storage") ?? "0") ?? 0;
}
