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

    /// <summary>What was demanded so far.</summary>
    public AccessLog Log { get; } = new();

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
        var isAllowed = Allows(user, question);
        Log.Note(user, question, isAllowed);
        if (isAllowed)
            return;
        throw question.Path is not null
            ? Refusals.Of(403, "Forbidden", $"forbidden: {Denial(user, question)}", [])
            : Refusals.Forbidden(question.Group, question.Resource, question.Name, Denial(user, question));
    }

    public bool Allows(UserInfo user, AccessQuestion question) =>
        user.Groups.Contains("system:masters") || RulesFor(user, question.Namespace).Any(rule => RuleMatching.Allows(rule, question));

    /// <summary>Which binding allows it, in the words of a real server; null for those who stand above RBAC.</summary>
    public string? Reason(UserInfo user, AccessQuestion question)
    {
        if (user.Groups.Contains("system:masters"))
            return null;
        var binding = Bindings(user, question.Namespace).FirstOrDefault(b => RoleRules(b).Any(rule => RuleMatching.Allows(rule, question)));
        if (binding is null)
            return null;
        var name = binding.TextAt("metadata", "name");
        var shown = binding.TextAt("metadata", "namespace") is { } ns ? $"RoleBinding \"{name}/{ns}\"" : $"ClusterRoleBinding \"{name}\"";
        var subject = binding["subjects"].Objects().First(s => IsOf(s, binding, user));
        var to = subject.TextAt("kind") is "ServiceAccount"
            ? $"{subject.TextAt("name")}/{subject.TextAt("namespace") ?? binding.TextAt("metadata", "namespace")}" : subject.TextAt("name");
        return $"{shown} of {binding.TextAt("roleRef", "kind")} \"{binding.TextAt("roleRef", "name")}\" to {subject.TextAt("kind")} \"{to}\"";
    }

    /// <summary>All rules that hold for a user, cluster-wide and in one namespace.</summary>
    public IEnumerable<JsonObject> RulesFor(UserInfo user, string @namespace) => Bindings(user, @namespace).SelectMany(RoleRules);

    private IEnumerable<JsonObject> Bindings(UserInfo user, string @namespace) => Objects("clusterrolebindings").Where(binding => Concerns(binding, user))
        .Concat(@namespace.Length == 0 ? [] : Objects("rolebindings").Where(b => b.TextAt("metadata", "namespace") == @namespace && Concerns(b, user)));

    private IEnumerable<JsonObject> RoleRules(JsonObject binding)
    {
        var @namespace = binding.TextAt("metadata", "namespace") ?? "";
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

    private static bool Concerns(JsonObject binding, UserInfo user) => binding["subjects"].Objects().Any(subject => IsOf(subject, binding, user));

    private static bool IsOf(JsonObject subject, JsonObject binding, UserInfo user) => subject.TextAt("kind") switch
    {
        "User" => subject.TextAt("name") == user.Name,
        "Group" => user.Groups.Contains(subject.TextAt("name") ?? ""),
        "ServiceAccount" => user.Name == $"system:serviceaccount:{subject.TextAt("namespace") ?? binding.TextAt("metadata", "namespace")}:{subject.TextAt("name")}",
        _ => false,
    };

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
