using System.Text.Json.Nodes;
using LocalCluster.Api;
using LocalCluster.Errors;
using LocalCluster.Json;

namespace LocalCluster.Access;

/// <summary>RBAC over the stored roles and bindings. Always on; only <c>system:masters</c> stands above it.</summary>
internal sealed class Authorizer(Cluster cluster)
{
    private const string Group = ".rbac.authorization.k8s.io";
    private readonly Dictionary<string, (long Revision, IReadOnlyList<JsonObject> Objects)> _parsed = new(StringComparer.Ordinal);
    private readonly Lock _lock = new();

    /// <summary>The sentence of a real server when the answer is no.</summary>
    public static string Denial(UserInfo user, AccessQuestion question)
    {
        if (question.Path is { } path)
            return $"User \"{user.Name}\" cannot {question.Verb} path \"{path}\"";
        var resource = question.Subresource.Length == 0 ? question.Resource : $"{question.Resource}/{question.Subresource}";
        var where = question.Namespace.Length == 0 ? "at the cluster scope" : $"in the namespace \"{question.Namespace}\"";
        return $"User \"{user.Name}\" cannot {question.Verb} resource \"{resource}\" in API group \"{question.Group}\" {where}";
    }

    public void Demand(UserInfo user, AccessQuestion question)
    {
        if (Allows(user, question))
            return;
        throw question.Path is not null
            ? Refusals.Of(403, "Forbidden", $"forbidden: {Denial(user, question)}", [])
            : Refusals.Forbidden(question.Group, question.Resource, question.Name, Denial(user, question));
    }

    public bool Allows(UserInfo user, AccessQuestion question) =>
        user.Groups.Contains("system:masters") || RulesFor(user, question.Namespace).Any(rule => RuleMatching.Allows(rule, question));

    /// <summary>All rules that hold for a user, cluster-wide and in one namespace.</summary>
    public IEnumerable<JsonObject> RulesFor(UserInfo user, string @namespace)
    {
        foreach (var binding in Objects("clusterrolebindings").Where(binding => Concerns(binding, user)))
        {
            foreach (var rule in RoleRules(binding, ""))
                yield return rule;
        }

        if (@namespace.Length == 0)
            yield break;
        foreach (var binding in Objects("rolebindings").Where(b => b.TextAt("metadata", "namespace") == @namespace && Concerns(b, user)))
        {
            foreach (var rule in RoleRules(binding, @namespace))
                yield return rule;
        }
    }

    private IEnumerable<JsonObject> RoleRules(JsonObject binding, string @namespace)
    {
        var (kind, name) = (binding.TextAt("roleRef", "kind"), binding.TextAt("roleRef", "name"));
        if (kind is "Role")
            return Objects("roles").Where(r => r.TextAt("metadata", "name") == name && r.TextAt("metadata", "namespace") == @namespace).SelectMany(r => r["rules"].Objects());
        var role = Objects("clusterroles").FirstOrDefault(r => r.TextAt("metadata", "name") == name);
        return role is null ? [] : role["rules"].Objects().Concat(Aggregated(role));
    }

    private IEnumerable<JsonObject> Aggregated(JsonObject role)
    {
        var selectors = role.ObjectAt("aggregationRule")?["clusterRoleSelectors"].Objects().ToList() ?? [];
        return selectors.Count == 0 ? [] : Objects("clusterroles")
            .Where(other => other != role && selectors.Any(selector => LabelSelectors.Matches(selector, other.ObjectAt("metadata", "labels"))))
            .SelectMany(other => other["rules"].Objects());
    }

    private static bool Concerns(JsonObject binding, UserInfo user) => binding["subjects"].Objects().Any(subject => subject.TextAt("kind") switch
    {
        "User" => subject.TextAt("name") == user.Name,
        "Group" => user.Groups.Contains(subject.TextAt("name") ?? ""),
        "ServiceAccount" => user.Name == $"system:serviceaccount:{subject.TextAt("namespace") ?? binding.TextAt("metadata", "namespace")}:{subject.TextAt("name")}",
        _ => false,
    });

    // Read often, written seldom: parsed once for each state of the store's shelf. The parsed objects are only read.
    private IReadOnlyList<JsonObject> Objects(string plural)
    {
        var snapshot = cluster.Store.Read(plural + Group);
        var newest = snapshot.NewestChange;
        lock (_lock)
        {
            if (_parsed.TryGetValue(plural, out var known) && known.Revision == newest)
                return known.Objects;
            var objects = snapshot.Objects(null).Select(o => o.ToJson()).ToList();
            _parsed[plural] = (newest, objects);
            return objects;
        }
    }
}
