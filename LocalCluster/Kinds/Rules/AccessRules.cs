using System.Text.Json.Nodes;
using LocalCluster.Errors;
using LocalCluster.Json;

namespace LocalCluster.Kinds.Rules;

internal static class AccessRules
{
    private const string Group = "rbac.authorization.k8s.io";

    public static readonly KindRules Role = new()
    {
        Default = o => { if (o["rules"] is null or JsonArray { Count: 0 }) o["rules"] = null; },
        Validate = (_, o) => ValidateRole(o),
    };

    public static readonly KindRules Binding = new()
    {
        Default = DefaultBinding,
        Validate = ValidateBinding,
    };

    private static void DefaultBinding(JsonObject binding)
    {
        if (binding.Ensure("roleRef") is var role && role.TextAt("apiGroup") is null or "")
            role["apiGroup"] = Group;
        foreach (var subject in binding["subjects"].Objects().Where(s => s.TextAt("kind") is "User" or "Group" && s.TextAt("apiGroup") is null or ""))
            subject["apiGroup"] = Group;
    }

    private static IEnumerable<Cause> ValidateRole(JsonObject role)
    {
        var isNamespaced = role.TextAt("kind") is "Role";
        foreach (var cause in role["rules"].Objects().SelectMany((rule, index) => OfRule(rule, $"rules[{index}]", isNamespaced)))
            yield return cause;
        if (role.ObjectAt("aggregationRule") is not { } aggregation)
            yield break;
        if (aggregation.ListAt("clusterRoleSelectors") is not { Count: > 0 })
            yield return Cause.Required("aggregationRule.clusterRoleSelectors", "at least one clusterRoleSelector required if aggregationRule is non-nil");
        foreach (var cause in aggregation["clusterRoleSelectors"].Objects().SelectMany((selector, index) => SelectorValidation.Selector(selector, $"aggregationRule.clusterRoleSelectors[{index}]")))
            yield return cause;
    }

    private static IEnumerable<Cause> OfRule(JsonObject rule, string path, bool isNamespaced)
    {
        bool Has(string list) => rule.ListAt(list) is { Count: > 0 };
        if (!Has("verbs"))
            yield return Cause.Required($"{path}.verbs", "verbs must contain at least one value");
        if (Has("nonResourceURLs"))
        {
            if (isNamespaced)
                yield return Cause.Invalid($"{path}.nonResourceURLs", rule["nonResourceURLs"]!.DeepClone(), "namespaced rules cannot apply to non-resource URLs");
            if (Has("apiGroups") || Has("resources") || Has("resourceNames"))
                yield return Cause.Invalid($"{path}.nonResourceURLs", rule["nonResourceURLs"]!.DeepClone(), "rules cannot apply to both regular resources and non-resource URLs");
            yield break;
        }

        if (!Has("apiGroups"))
            yield return Cause.Required($"{path}.apiGroups", "resource rules must supply at least one api group");
        if (!Has("resources"))
            yield return Cause.Required($"{path}.resources", "resource rules must supply at least one resource");
    }

    // The sentence shows the reference with the names of its Go fields.
    private static JsonObject Shown(JsonObject? reference) =>
        new() { ["APIGroup"] = reference.TextAt("apiGroup") ?? "", ["Kind"] = reference.TextAt("kind") ?? "", ["Name"] = reference.TextAt("name") ?? "" };

    private static IEnumerable<Cause> ValidateBinding(JsonObject? old, JsonObject binding)
    {
        var (role, isNamespaced) = (binding.ObjectAt("roleRef") ?? [], binding.TextAt("kind") is "RoleBinding");
        foreach (var cause in PodSpecValidation.Choice("roleRef.apiGroup", role.TextAt("apiGroup") ?? "", Group)
            .Concat(PodSpecValidation.Choice("roleRef.kind", role.TextAt("kind") ?? "", isNamespaced ? ["Role", "ClusterRole"] : ["ClusterRole"]))
            .Concat(role.TextAt("name") is { Length: > 0 } name ? Cause.Each("roleRef.name", name, Names.PathSegmentProblems(name)) : [Cause.Required("roleRef.name")])
            .Concat(binding["subjects"].Objects().SelectMany((subject, index) => OfSubject(subject, $"subjects[{index}]", isNamespaced))))
            yield return cause;
        if (old?["roleRef"] is { } before && !JsonNode.DeepEquals(before, binding["roleRef"]))
            yield return Cause.Invalid("roleRef", Shown(binding.ObjectAt("roleRef")), "cannot change roleRef");
    }

    private static IEnumerable<Cause> OfSubject(JsonObject subject, string path, bool isNamespaced)
    {
        var (kind, name, group) = (subject.TextAt("kind") ?? "", subject.TextAt("name") ?? "", subject.TextAt("apiGroup") ?? "");
        if (name.Length == 0)
            yield return Cause.Required($"{path}.name");
        switch (kind)
        {
            case "ServiceAccount":
                foreach (var cause in (name.Length > 0 ? Cause.Each($"{path}.name", name, Names.SubdomainProblems(name)) : []).Concat(PodSpecValidation.Choice($"{path}.apiGroup", group, "")))
                    yield return cause;
                if (!isNamespaced && subject.TextAt("namespace") is null or "")
                    yield return Cause.Required($"{path}.namespace");
                break;
            case "User" or "Group":
                if (name.Length == 0)
                    yield return Cause.Invalid($"{path}.name", "", $"{kind.ToLowerInvariant()} name cannot be empty");
                foreach (var cause in PodSpecValidation.Choice($"{path}.apiGroup", group, Group))
                    yield return cause;
                break;
            default:
                yield return Cause.NotSupported($"{path}.kind", kind, ["ServiceAccount", "User", "Group"]);
                break;
        }
    }
}
