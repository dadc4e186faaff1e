using System.Text.Json.Nodes;
using LocalCluster.Errors;
using LocalCluster.Json;

namespace LocalCluster.Kinds.Rules;

/// <summary>What is wrong with a definition but for its schemas, and what of it never changes.</summary>
internal static class DefinitionValidation
{
    private const string NotUnder = "should be a json path under";

    private static readonly string[] ColumnTypes = ["boolean", "date", "integer", "number", "string"];
    private static readonly string[] ColumnFormats = ["byte", "date", "date-time", "double", "float", "int32", "int64", "password"];

    public static IEnumerable<Cause> Validate(JsonObject? old, JsonObject definition)
    {
        var spec = definition.ObjectAt("spec") ?? [];
        var (group, name) = (spec.TextAt("group") ?? "", definition.TextAt("metadata", "name") ?? "");
        if (old is null && name.Length > 0 && name != $"{spec.TextAt("names", "plural")}.{group}")
            yield return Cause.Invalid("metadata.name", name, "must be spec.names.plural+\".\"+spec.group");
        foreach (var cause in OfGroup(group)
            .Concat(spec.TextAt("scope") is { Length: > 0 } scope ? PodSpecValidation.Choice("spec.scope", scope, "Cluster", "Namespaced") : [Cause.Required("spec.scope")])
            .Concat(OfVersions(spec)).Concat(OfNames(spec.ObjectAt("names") ?? []))
            .Concat(PodSpecValidation.Choice("spec.conversion.strategy", spec.TextAt("conversion", "strategy"), "None", "Webhook")))
            yield return cause;
        if (spec.FlagAt("preserveUnknownFields") == true)
            yield return Cause.Invalid("spec.preserveUnknownFields", true, "cannot set to true, set x-kubernetes-preserve-unknown-fields to true in spec.versions[*].schema instead");
        if (IsProtected(group) && !IsApproved(definition))
        {
            yield return Cause.Required("metadata.annotations[api-approved.kubernetes.io]",
                "protected groups must have approval annotation \"api-approved.kubernetes.io\", see https://github.com/kubernetes/enhancements/pull/1111");
        }

        foreach (var path in new string[][] { ["scope"], ["names", "kind"], ["group"], ["names", "plural"] })
        {
            // What is stored lies under these.
            if (old is not null && old.ObjectAt("spec").TextAt(path) != spec.TextAt(path))
                yield return Cause.Invalid($"spec.{string.Join('.', path)}", spec.TextAt(path), "field is immutable");
        }
    }

    private static IEnumerable<Cause> OfGroup(string group)
    {
        if (group.Length == 0)
            yield return Cause.Required("spec.group");
        else if (Names.SubdomainProblems(group).ToList() is { Count: > 0 } problems)
            yield return Cause.Invalid("spec.group", group, string.Join(',', problems));
        else if (!group.Contains('.', StringComparison.Ordinal))
            yield return Cause.Invalid("spec.group", group, "should be a domain with at least one dot");
    }

    private static IEnumerable<Cause> OfVersions(JsonObject spec)
    {
        var versions = spec["versions"].Objects().ToList();
        foreach (var (index, version) in versions.Index())
        {
            var path = $"spec.versions[{index}]";
            var name = version.TextAt("name") ?? "";
            if (Names.ServiceProblems(name).ToList() is { Count: > 0 } problems)
                yield return Cause.Invalid($"{path}.name", name, string.Join(',', problems));
            var at = $"{path}.schema.openAPIV3Schema";
            foreach (var cause in (version.ObjectAt("schema", "openAPIV3Schema") is { } schema ? DefinitionSchemas.Validate(schema, at) : [Cause.Required(at, "schemas are required")])
                .Concat(OfScale(version.ObjectAt("subresources", "scale"), $"{path}.subresources.scale"))
                .Concat(version["additionalPrinterColumns"].Objects().SelectMany((column, i) => OfColumn(column, $"{path}.additionalPrinterColumns[{i}]"))))
                yield return cause;
        }

        if (versions.DistinctBy(v => v.TextAt("name")).Count() != versions.Count)
            yield return Cause.Invalid("spec.versions", spec["versions"]?.DeepClone(), "must contain unique version names");
        if (versions.Count(v => v.FlagAt("storage") == true) != 1)
            yield return Cause.Invalid("spec.versions", spec["versions"]?.DeepClone(), "must have exactly one version marked as storage version");
    }

    private static IEnumerable<Cause> OfScale(JsonObject? scale, string path)
    {
        if (scale is null)
            yield break;
        foreach (var (field, root) in new[] { ("specReplicasPath", ".spec"), ("statusReplicasPath", ".status") })
        {
            if (scale.TextAt(field) is not { Length: > 0 } way)
                yield return Cause.Required($"{path}.{field}");
            else if (way[0] != '.')
                yield return Cause.Invalid($"{path}.{field}", way, NotSimple);
            else if (!way.StartsWith($"{root}.", StringComparison.Ordinal))
                yield return Cause.Invalid($"{path}.{field}", way, $"{NotUnder} {root}");
        }

        if (scale.TextAt("labelSelectorPath") is { Length: > 0 } selector && !selector.StartsWith(".spec.", StringComparison.Ordinal) && !selector.StartsWith(".status.", StringComparison.Ordinal))
            yield return Cause.Invalid($"{path}.labelSelectorPath", selector, selector[0] != '.' ? NotSimple : $"{NotUnder} either .status or .spec");
    }

    private const string NotSimple = "must be a simple json path starting with .";

    private static IEnumerable<Cause> OfColumn(JsonObject column, string path)
    {
        if (column.TextAt("name") is null or "")
            yield return Cause.Required($"{path}.name");
        if (column.TextAt("type") is not { Length: > 0 } type)
            yield return Cause.Required($"{path}.type", $"must be one of {string.Join(',', ColumnTypes)}");
        else if (!ColumnTypes.Contains(type))
            yield return Cause.Invalid($"{path}.type", type, $"must be one of {string.Join(',', ColumnTypes)}");
        if (column.TextAt("format") is { Length: > 0 } format && !ColumnFormats.Contains(format))
            yield return Cause.Invalid($"{path}.format", format, $"must be one of {string.Join(',', ColumnFormats)}");
        if (column.TextAt("jsonPath") is not { Length: > 0 } way)
            yield return Cause.Required($"{path}.JSONPath");
        else if (way[0] != '.')
            yield return Cause.Invalid($"{path}.JSONPath", way, NotSimple);
    }

    private static IEnumerable<Cause> OfNames(JsonObject names)
    {
        foreach (var field in new[] { "plural", "singular", "kind", "listKind" }.Where(field => names.TextAt(field) is null or ""))
            yield return Cause.Required($"spec.names.{field}");
        foreach (var field in new[] { "plural", "singular", "kind", "listKind" })
        {
            var isKind = field is "kind" or "listKind";
            var name = names.TextAt(field) ?? "";
            if (name.Length > 0 && Names.ServiceProblems(isKind ? name.ToLowerInvariant() : name).ToList() is { Count: > 0 } problems)
                yield return Cause.Invalid($"spec.names.{field}", name, $"{(isKind ? "may have mixed case, but should otherwise match: " : "")}{string.Join(',', problems)}");
        }

        foreach (var cause in OfList(names, "shortNames"))
            yield return cause;
        if (names.TextAt("kind") is { Length: > 0 } kind && kind == names.TextAt("listKind"))
            yield return Cause.Invalid("spec.names.listKind", kind, "kind and listKind may not be the same");
        foreach (var cause in OfList(names, "categories"))
            yield return cause;
    }

    private static IEnumerable<Cause> OfList(JsonObject names, string list) =>
        from pair in names[list].Texts().Index()
        let problems = Names.ServiceProblems(pair.Item).ToList()
        where problems.Count > 0
        select Cause.Invalid($"spec.names.{list}[{pair.Index}]", pair.Item, string.Join(',', problems));

    private static bool IsProtected(string group) =>
        group is "k8s.io" or "kubernetes.io" || group.EndsWith(".k8s.io", StringComparison.Ordinal) || group.EndsWith(".kubernetes.io", StringComparison.Ordinal);

    private static bool IsApproved(JsonObject definition) =>
        definition.TextAt("metadata", "annotations", "api-approved.kubernetes.io") is { } text
        && (text.StartsWith("unapproved", StringComparison.Ordinal) || Uri.TryCreate(text, UriKind.Absolute, out var url) && url.Scheme is "http" or "https");
}
