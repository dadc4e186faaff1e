using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using LocalCluster.Api;
using LocalCluster.Json;
using LocalCluster.Kinds;
using LocalCluster.Storage;

namespace LocalCluster.Admission;

/// <summary>One webhook that wants to see a write, and as which kind.</summary>
internal sealed record WebhookMatch(JsonObject Hook, string Configuration, ResourceKind AsKind);

/// <summary>Which webhooks a write concerns.</summary>
internal static class WebhookRules
{
    // Every write asks for them, and they hardly ever change. Nobody writes to them.
    private static readonly ConditionalWeakTable<StoredObject, List<JsonObject>> Hooks = [];

    /// <summary>In the order of their calls: by configuration name, then by place.</summary>
    public static IEnumerable<WebhookMatch> Matching(Cluster cluster, string resource, AdmissionContext context)
    {
        // The configurations themselves are never sent to webhooks: a broken one could never be mended.
        if (context.Kind.Group == "admissionregistration.k8s.io")
            yield break;
        foreach (var stored in cluster.Store.Read(resource).Objects(null))
        {
            foreach (var hook in Hooks.GetValue(stored, configuration => [.. configuration.ToJson()["webhooks"].Objects()]))
            {
                if (AsKind(cluster, hook, context) is { } kind && SelectsNamespace(cluster, hook, context) && SelectsObject(hook, context)
                    && (hook.ListAt("matchConditions") is null or { Count: 0 } || MatchConditions.AllHold(hook, context, MatchConditions.Scope(context))))
                    yield return new WebhookMatch(hook, stored.Key.Name, kind);
            }
        }
    }

    /// <summary>Whether rules and selectors choose this write.</summary>
    public static bool Matches(Cluster cluster, JsonObject hook, AdmissionContext context) =>
        AsKind(cluster, hook, context) is not null && SelectsNamespace(cluster, hook, context) && SelectsObject(hook, context);

    private static ResourceKind? AsKind(Cluster cluster, JsonObject hook, AdmissionContext context)
    {
        var rules = hook["rules"].Objects().ToList();
        if (rules.Any(rule => Covers(rule, context.Kind, context)))
            return context.Kind;
        if (hook.TextAt("matchPolicy") is "Exact")
            return null;
        // Equivalent: the same stored object under another group or version.
        return cluster.Kinds.OnShelf(context.Kind.Shelf).FirstOrDefault(other => other != context.Kind && rules.Any(rule => Covers(rule, other, context)));
    }

    private static bool Covers(JsonObject rule, ResourceKind kind, AdmissionContext context)
    {
        var resource = context.Subresource.Length == 0 ? kind.Plural : $"{kind.Plural}/{context.Subresource}";
        return Has(rule["operations"], context.Operation)
            && Has(rule["apiGroups"], kind.Group)
            && Has(rule["apiVersions"], kind.Version)
            && rule["resources"].Texts().Any(pattern => MatchesResource(pattern, resource, kind.Plural, context.Subresource))
            && rule.TextAt("scope") switch { "Namespaced" => kind.Namespaced, "Cluster" => !kind.Namespaced, _ => true };
    }

    private static bool MatchesResource(string pattern, string resource, string plural, string subresource) =>
        pattern == "*/*" || pattern == resource
        || (pattern == "*" && subresource.Length == 0)
        || (pattern == $"{plural}/*" && subresource.Length > 0)
        || (subresource.Length > 0 && pattern == $"*/{subresource}");

    private static bool Has(JsonNode? list, string value) => list.Texts().Any(text => text == "*" || text == value);

    private static bool SelectsNamespace(Cluster cluster, JsonObject hook, AdmissionContext context)
    {
        var selector = hook.ObjectAt("namespaceSelector");
        if (selector is null or { Count: 0 })
            return true;
        if (context.Kind is { Group: "", Plural: "namespaces" })
            return LabelSelectors.Matches(selector, (context.Object ?? context.Old).ObjectAt("metadata", "labels"));
        if (!context.Kind.Namespaced)
            return true;
        return cluster.Store.Find(new ObjectKey("namespaces", "", context.Namespace)) is { } found
            && LabelSelectors.FromObject(selector).All(requirement => requirement.Matches(found.Labels));
    }

    private static bool SelectsObject(JsonObject hook, AdmissionContext context)
    {
        var selector = hook.ObjectAt("objectSelector");
        if (selector is null or { Count: 0 })
            return true;
        return new[] { context.Object, context.Old }.OfType<JsonObject>()
            .Any(o => o["metadata"] is JsonObject metadata && LabelSelectors.Matches(selector, metadata.ObjectAt("labels")));
    }
}
