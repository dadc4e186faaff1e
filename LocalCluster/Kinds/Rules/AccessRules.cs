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
        binding.ObjectAt("roleRef")?.Default("apiGroup", Group);
        foreach (var subject in binding["subjects"].Objects().Where(s => s.TextAt("kind") is "User" or "Group"))
            subject.Default("apiGroup", Group);
    }

    private static IEnumerable<Cause> ValidateRole(JsonObject role)
    {
        var index = 0;
        foreach (var rule in role["rules"].Objects())
        {
            if (rule.ListAt("verbs") is not { Count: > 0 })
                yield return Cause.Required($"rules[{index}].verbs", "verbs must contain at least one value");
            if (rule.ListAt("nonResourceURLs") is null or { Count: 0 })
            {
                if (rule.ListAt("apiGroups") is not { Count: > 0 })
                    yield return Cause.Required($"rules[{index}].apiGroups", "resource rules must supply at least one api group");
                if (rule.ListAt("resources") is not { Count: > 0 })
                    yield return Cause.Required($"rules[{index}].resources", "resource rules must supply at least one resource");
            }

            index++;
        }
    }

    // The sentence shows the reference with the names of its Go fields.
    private static JsonObject Shown(JsonObject? reference) =>
        new() { ["APIGroup"] = reference.TextAt("apiGroup") ?? "", ["Kind"] = reference.TextAt("kind") ?? "", ["Name"] = reference.TextAt("name") ?? "" };

    private static IEnumerable<Cause> ValidateBinding(JsonObject? old, JsonObject binding)
    {
        if (old?["roleRef"] is { } before && !JsonNode.DeepEquals(before, binding["roleRef"]))
            yield return Cause.Invalid("roleRef", Shown(binding.ObjectAt("roleRef")), "cannot change roleRef");
        if (binding.TextAt("roleRef", "name") is null or "")
            yield return Cause.Required("roleRef.name");
        var index = 0;
        foreach (var subject in binding["subjects"].Objects())
        {
            if (subject.TextAt("name") is null or "")
                yield return Cause.Required($"subjects[{index}].name");
            if (subject.TextAt("kind") is "ServiceAccount" && binding.TextAt("kind") is "ClusterRoleBinding" && subject.TextAt("namespace") is null or "")
                yield return Cause.Required($"subjects[{index}].namespace");
            if (subject.TextAt("kind") is not ("ServiceAccount" or "User" or "Group"))
                yield return Cause.NotSupported($"subjects[{index}].kind", subject.TextAt("kind") ?? "", ["ServiceAccount", "User", "Group"]);
            index++;
        }
    }
}
