using System.Text.Json.Nodes;
using LocalCluster.Json;

namespace LocalCluster.Access;

/// <summary>What somebody wants to do, in the words of RBAC. Either a resource or a path.</summary>
internal sealed record AccessQuestion(string Verb, string Group, string Resource, string Subresource, string Namespace, string Name, string? Path = null);

/// <summary>Whether one RBAC rule allows one thing. Pure.</summary>
internal static class RuleMatching
{
    public static bool Allows(JsonObject rule, AccessQuestion question)
    {
        if (!Has(rule["verbs"], question.Verb))
            return false;
        if (question.Path is { } path)
            return rule["nonResourceURLs"].Texts().Any(pattern => pattern == path || (pattern.EndsWith('*') && path.StartsWith(pattern[..^1], StringComparison.Ordinal)));
        var names = rule["resourceNames"].Texts().ToList();
        return Has(rule["apiGroups"], question.Group)
            && rule["resources"].Texts().Any(pattern => MatchesResource(pattern, question))
            && (names.Count == 0 || names.Contains(question.Name));
    }

    private static bool MatchesResource(string pattern, AccessQuestion question)
    {
        if (pattern == "*")
            return true;
        if (question.Subresource.Length == 0)
            return pattern == question.Resource;
        return pattern == $"{question.Resource}/{question.Subresource}" || pattern == $"*/{question.Subresource}";
    }

    private static bool Has(JsonNode? list, string value) => list.Texts().Any(text => text == "*" || text == value);
}
