using System.Text.Json.Nodes;
using LocalCluster.Errors;
using LocalCluster.Json;

namespace LocalCluster.Kinds.Rules;

/// <summary>Custom resource definitions.</summary>
internal static class DefinitionRules
{
    public static readonly KindRules Rules = new()
    {
        CountsGeneration = true,
        Default = Default,
        PrepareCreate = (o, facts) => Accept(o, facts.Now),
        PrepareUpdate = StatusRules.Keep,
        Validate = (_, o) => Validate(o),
        DeleteAnswersObject = true,
    };

    /// <summary>Served at once: names are accepted and the definition is established in the write that makes it.</summary>
    public static void Accept(JsonObject definition, string now)
    {
        var names = definition.ObjectAt("spec", "names");
        definition["status"] = new JsonObject
        {
            ["conditions"] = new JsonArray(
                Condition("NamesAccepted", "NoConflicts", "no conflicts found", now),
                Condition("Established", "InitialNamesAccepted", "the initial names have been accepted", now)),
            ["acceptedNames"] = names?.DeepClone(),
            ["storedVersions"] = new JsonArray([.. definition.ObjectAt("spec")?["versions"].Objects()
                .Where(v => v.FlagAt("storage") == true).Select(v => v["name"]?.DeepClone()) ?? []]),
        };
    }

    private static JsonObject Condition(string type, string reason, string message, string now) => new()
    {
        ["type"] = type,
        ["status"] = "True",
        ["lastTransitionTime"] = now,
        ["reason"] = reason,
        ["message"] = message,
    };

    private static void Default(JsonObject definition)
    {
        if (definition.ObjectAt("spec") is not { } spec || spec.ObjectAt("names") is not { } names)
            return;
        spec.Default("conversion", new JsonObject { ["strategy"] = "None" });
        if (names.TextAt("kind") is { Length: > 0 } kind)
        {
            names.Default("singular", kind.ToLowerInvariant());
            names.Default("listKind", kind + "List");
        }
    }

    private static IEnumerable<Cause> Validate(JsonObject definition)
    {
        var spec = definition.ObjectAt("spec") ?? [];
        var (group, plural, name) = (spec.TextAt("group") ?? "", spec.TextAt("names", "plural") ?? "", definition.TextAt("metadata", "name") ?? "");
        if (name != $"{plural}.{group}")
            yield return Cause.Invalid("metadata.name", name, "must be spec.names.plural+\".\"+spec.group");
        if (IsProtected(group) && !IsApproved(definition))
            yield return Cause.Required("metadata.annotations[api-approved.kubernetes.io]",
                "protected groups must have approval annotation \"api-approved.kubernetes.io\", see https://github.com/kubernetes/enhancements/pull/1111");
        if (spec.TextAt("scope") is not ("Namespaced" or "Cluster"))
            yield return Cause.NotSupported("spec.scope", spec.TextAt("scope") ?? "", ["Cluster", "Namespaced"]);
        var versions = spec["versions"].Objects().ToList();
        if (versions.DistinctBy(v => v.TextAt("name")).Count() != versions.Count)
            yield return Cause.Invalid("spec.versions", spec["versions"]?.DeepClone(), "must contain unique version names");
        if (versions.Count(v => v.FlagAt("storage") == true) != 1)
            yield return Cause.Invalid("spec.versions", spec["versions"]?.DeepClone(), "must have exactly one version marked as storage version");
        for (var i = 0; i < versions.Count; i++)
        {
            var path = $"spec.versions[{i}].schema.openAPIV3Schema";
            foreach (var cause in versions[i].ObjectAt("schema", "openAPIV3Schema") is { } schema ? DefinitionSchemas.Validate(schema, path) : [Cause.Required(path, "schemas are required")])
                yield return cause;
        }
    }

    private static bool IsProtected(string group) =>
        group is "k8s.io" or "kubernetes.io" || group.EndsWith(".k8s.io", StringComparison.Ordinal) || group.EndsWith(".kubernetes.io", StringComparison.Ordinal);

    private static bool IsApproved(JsonObject definition) =>
        definition.TextAt("metadata", "annotations", "api-approved.kubernetes.io") is { } text
        && (text.StartsWith("unapproved", StringComparison.Ordinal) || Uri.TryCreate(text, UriKind.Absolute, out var url) && url.Scheme is "http" or "https");
}
