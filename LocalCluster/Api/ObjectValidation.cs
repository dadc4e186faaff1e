using System.Text.Json.Nodes;
using LocalCluster.Errors;
using LocalCluster.Json;
using LocalCluster.Kinds;
using LocalCluster.Schemas;

namespace LocalCluster.Api;

/// <summary>All that is wrong with an object: its metadata, its kind's rules, its schema.</summary>
internal static class ObjectValidation
{
    public static void Check(ResourceKind kind, JsonObject? old, JsonObject content, string? subresource = null)
    {
        List<Cause> causes =
        [
            .. Metadata(kind, old, content.ObjectAt("metadata") ?? []),
            .. (old is not null && subresource is not null ? kind.Rules.ValidatePart?.Invoke(subresource, old, content) : null) ?? kind.Rules.Validate?.Invoke(old, content) ?? [],
            .. kind.Schema is { } schema ? SchemaValidation.Validate(schema, content, old) : [],
        ];
        if (causes.Count > 0)
            throw Refusals.Invalid(kind, content.TextAt("metadata", "name") ?? "", causes);
    }

    private static IEnumerable<Cause> Metadata(ResourceKind kind, JsonObject? old, JsonObject metadata)
    {
        if (old is null)
        {
            if (metadata.TextAt("name") is not { Length: > 0 } name)
                yield return Cause.Required("metadata.name", "name or generateName is required");
            else if (NameProblem(kind, name) is { } problem)
            {
                // The base may itself be what is wrong; one that only lacks its suffix is not.
                if (metadata.TextAt("generateName") is { Length: > 0 } prefix && NameProblem(kind, prefix.TrimEnd('-', '.')) is { } cause)
                    yield return Cause.Invalid("metadata.generateName", prefix, cause);
                yield return Cause.Invalid("metadata.name", name, problem);
            }
        }
        else if (old.TextAt("metadata", "deletionTimestamp") is not null)
        {
            // What is going may only lose finalizers.
            var before = old["metadata"]?["finalizers"].Texts().ToHashSet() ?? [];
            var added = metadata["finalizers"].Texts().Where(f => !before.Contains(f)).ToList();
            if (added.Count > 0)
                yield return Cause.Forbidden("metadata.finalizers", $"no new finalizers can be added if the object is being deleted, found new finalizers []string{{{string.Join(", ", added.Select(f => $"\"{f}\""))}}}");
        }

        foreach (var (key, value) in metadata.ObjectAt("labels") ?? [])
        {
            if (LabelGrammar.KeyProblem(key) is { } problem)
                yield return Cause.Invalid("metadata.labels", key, problem);
            if (value.AsText() is { } text && LabelGrammar.ValueProblem(text) is { } wrong)
                yield return Cause.Invalid("metadata.labels", text, wrong);
        }

        foreach (var key in metadata.ObjectAt("annotations")?.Select(pair => pair.Key) ?? [])
        {
            if (LabelGrammar.KeyProblem(key.ToLowerInvariant()) is { } problem)
                yield return Cause.Invalid("metadata.annotations", key, problem);
        }

        foreach (var owner in metadata["ownerReferences"].Objects())
        {
            foreach (var field in new[] { "apiVersion", "kind", "name", "uid" })
            {
                if (owner.TextAt(field) is null or "")
                    yield return Cause.Invalid($"metadata.ownerReferences.{field}", "", field is "apiVersion" ? "version must not be empty" : "must not be empty");
            }

            if (owner.TextAt("apiVersion") is "v1" && owner.TextAt("kind") is "Event")
                yield return Cause.Invalid("metadata.ownerReferences", owner.DeepClone(), "/v1, Kind=Event is disallowed from being an owner");
        }

        if (metadata["ownerReferences"].Objects().Count(owner => owner.FlagAt("controller") == true) > 1)
            yield return Cause.Invalid("metadata.ownerReferences", metadata["ownerReferences"]?.DeepClone(), OnlyOneController(metadata["ownerReferences"].Objects().Where(owner => owner.FlagAt("controller") == true)));
        foreach (var finalizer in metadata["finalizers"].Texts().Where(f => !kind.IsCustom && !f.Contains('/', StringComparison.Ordinal) && !IsStandard(f)))
            yield return Cause.Invalid("metadata.finalizers[0]", finalizer, "name is neither a standard finalizer name nor is it fully qualified");
    }

    private static string OnlyOneController(IEnumerable<JsonObject> owners) =>
        $"Only one reference can have Controller set to true. Found \"true\" in references for {string.Join(" and ", owners.Select(owner => $"{owner.TextAt("kind")}/{owner.TextAt("name")}"))}";

    private static bool IsStandard(string finalizer) => finalizer is "kubernetes" or "orphan" or "foregroundDeletion";

    private static string? NameProblem(ResourceKind kind, string name) => kind switch
    {
        { Group: "", Plural: "namespaces" } => Names.LabelProblem(name),
        { Group: "", Plural: "services" } => Names.ServiceProblem(name),
        { Group: "rbac.authorization.k8s.io" } => Names.PathSegmentProblem(name),
        _ => Names.SubdomainProblem(name),
    };
}
