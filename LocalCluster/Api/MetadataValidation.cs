using System.Text;
using System.Text.Json.Nodes;
using LocalCluster.Errors;
using LocalCluster.Json;
using LocalCluster.Kinds;
using LocalCluster.Kinds.Rules;

namespace LocalCluster.Api;

/// <summary>What is wrong with the metadata of an object, which every kind is asked for alike.</summary>
internal static class MetadataValidation
{
    private const int LargestAnnotations = 256 * 1024;

    private static readonly string[] StandardFinalizers = ["kubernetes", "orphan", "foregroundDeletion"];

    public static IEnumerable<Cause> Of(ResourceKind kind, JsonObject? old, JsonObject metadata) =>
    [
        .. old is null ? Name(kind, metadata) : NoNewFinalizers(old, metadata),
        .. SelectorValidation.Labels("metadata.labels", metadata.ObjectAt("labels")),
        .. Annotations(metadata.ObjectAt("annotations") ?? [], "metadata.annotations"),
        .. Owners(metadata),
        .. Finalizers(kind, metadata),
    ];

    /// <summary>Sentences about finalizers that were added to a custom resource: allowed, but better not so.</summary>
    public static IEnumerable<string> FinalizerWarnings(JsonObject? old, JsonObject o)
    {
        var before = old?["metadata"]?["finalizers"].Texts().ToHashSet(StringComparer.Ordinal) ?? [];
        foreach (var added in (o["metadata"]?["finalizers"].Texts() ?? []).Where(finalizer => !before.Contains(finalizer)).Order(StringComparer.Ordinal))
        {
            foreach (var problem in LabelGrammar.KeyProblems(added))
                yield return $"metadata.finalizers: \"{added}\": {problem}";
            if (IsPlain(added))
                yield return $"metadata.finalizers: \"{added}\": prefer a domain-qualified finalizer name including a path (/) to avoid accidental conflicts with other finalizer writers";
        }
    }

    private static IEnumerable<Cause> Name(ResourceKind kind, JsonObject metadata)
    {
        if (metadata.TextAt("generateName") is { Length: > 0 } prefix)
        {
            foreach (var cause in Cause.Each("metadata.generateName", prefix, NameProblems(kind, WithoutTrailingDash(prefix))))
                yield return cause;
        }

        if (metadata.TextAt("name") is not { Length: > 0 } name)
            yield return Cause.Required("metadata.name", "name or generateName is required");
        else
        {
            foreach (var cause in Cause.Each("metadata.name", name, NameProblems(kind, name)))
                yield return cause;
        }
    }

    // A suffix will follow the dash.
    private static string WithoutTrailingDash(string prefix) => prefix is [.. var start, _, '-'] ? start + "a" : prefix;

    private static IEnumerable<string> NameProblems(ResourceKind kind, string name) => kind switch
    {
        { Group: "", Plural: "namespaces" } => Names.LabelProblems(name),
        { Group: "", Plural: "services" } => Names.ServiceProblems(name),
        { Group: "rbac.authorization.k8s.io" } => Names.PathSegmentProblems(name),
        _ => Names.SubdomainProblems(name),
    };

    private static IEnumerable<Cause> NoNewFinalizers(JsonObject old, JsonObject metadata)
    {
        if (old.TextAt("metadata", "deletionTimestamp") is null)
            yield break;
        // What is going may only lose finalizers.
        var before = old["metadata"]?["finalizers"].Texts().ToHashSet() ?? [];
        var added = metadata["finalizers"].Texts().Where(f => !before.Contains(f)).ToList();
        if (added.Count > 0)
            yield return Cause.Forbidden("metadata.finalizers", $"no new finalizers can be added if the object is being deleted, found new finalizers []string{{{string.Join(", ", added.Select(f => $"\"{f}\""))}}}");
    }

    public static IEnumerable<Cause> Annotations(JsonObject annotations, string path)
    {
        var size = 0L;
        foreach (var (key, value) in annotations)
        {
            foreach (var cause in Cause.Each(path, key, LabelGrammar.KeyProblems(key.ToLowerInvariant())))
                yield return cause;
            size += Encoding.UTF8.GetByteCount(key) + Encoding.UTF8.GetByteCount(value.AsText() ?? "");
        }

        if (size > LargestAnnotations)
            yield return Cause.TooLong(path, LargestAnnotations);
    }

    private static IEnumerable<Cause> Owners(JsonObject metadata)
    {
        string? controller = null;
        foreach (var owner in metadata["ownerReferences"].Objects())
        {
            foreach (var field in new[] { "apiVersion", "kind", "name", "uid" })
            {
                if (owner.TextAt(field) is null or "")
                    yield return Cause.Invalid($"metadata.ownerReferences.{field}", "", field is "apiVersion" ? "version must not be empty" : "must not be empty");
            }

            if (owner.TextAt("apiVersion") is "v1" && owner.TextAt("kind") is "Event")
                yield return Cause.Invalid("metadata.ownerReferences", owner.DeepClone(), "/v1, Kind=Event is disallowed from being an owner");
            if (owner.FlagAt("controller") != true)
                continue;
            var named = $"{owner.TextAt("kind")}/{owner.TextAt("name")}";
            if (controller is not null)
            {
                yield return Cause.Invalid("metadata.ownerReferences", metadata["ownerReferences"]?.DeepClone(),
                    $"Only one reference can have Controller set to true. Found \"true\" in references for {controller} and {named}");
            }

            controller ??= named;
        }
    }

    private static IEnumerable<Cause> Finalizers(ResourceKind kind, JsonObject metadata)
    {
        var finalizers = metadata["finalizers"].Texts().ToList();
        foreach (var cause in finalizers.SelectMany(finalizer => Cause.Each("metadata.finalizers", finalizer, LabelGrammar.KeyProblems(finalizer))))
            yield return cause;
        if (finalizers.Contains("orphan") && finalizers.Contains("foregroundDeletion"))
            yield return Cause.Invalid("metadata.finalizers", metadata["finalizers"]?.DeepClone(), "finalizer orphan and foregroundDeletion cannot be both set");
        foreach (var (index, finalizer) in finalizers.Index().Where(pair => !kind.IsCustom && IsPlain(pair.Item)))
            yield return Cause.Invalid($"metadata.finalizers[{index}]", finalizer, "name is neither a standard finalizer name nor is it fully qualified");
    }

    private static bool IsPlain(string finalizer) => !finalizer.Contains('/', StringComparison.Ordinal) && !StandardFinalizers.Contains(finalizer);
}
