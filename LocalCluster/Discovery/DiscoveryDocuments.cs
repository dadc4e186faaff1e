using System.Text.Json.Nodes;
using LocalCluster.Kinds;

namespace LocalCluster.Discovery;

/// <summary>What is served, told in the old way (one document a group) and the new (all in one).</summary>
internal static class DiscoveryDocuments
{
    public static JsonObject Versions(string address) => new()
    {
        ["kind"] = "APIVersions",
        ["versions"] = new JsonArray("v1"),
        ["serverAddressByClientCIDRs"] = new JsonArray(new JsonObject { ["clientCIDR"] = "0.0.0.0/0", ["serverAddress"] = address }),
    };

    public static JsonObject Groups(KindRegistry kinds) => new()
    {
        ["kind"] = "APIGroupList",
        ["apiVersion"] = "v1",
        ["groups"] = new JsonArray([.. kinds.GroupVersions.Select(pair => pair.Group).Distinct().Select(group => Group(kinds, group))]),
    };

    /// <summary>With its kind, as a document of its own.</summary>
    public static JsonObject OneGroup(KindRegistry kinds, string group)
    {
        var result = new JsonObject { ["kind"] = "APIGroup", ["apiVersion"] = "v1" };
        foreach (var (name, value) in Group(kinds, group))
            result[name] = value?.DeepClone();
        return result;
    }

    public static JsonObject Resources(KindRegistry kinds, string group, string version)
    {
        var list = new JsonArray();
        foreach (var kind in kinds.Of(group, version).OrderBy(kind => kind.Plural, StringComparer.Ordinal))
        {
            list.Add((JsonNode)Resource(kind));
            foreach (var subresource in kind.Subresources)
                list.Add((JsonNode)Part(kind, subresource));
        }

        return new JsonObject
        {
            ["kind"] = "APIResourceList",
            ["apiVersion"] = "v1",
            ["groupVersion"] = group.Length == 0 ? version : $"{group}/{version}",
            ["resources"] = list,
        };
    }

    /// <summary>Aggregated discovery: of the core group, or of all the others.</summary>
    public static JsonObject Aggregated(KindRegistry kinds, bool isCore)
    {
        var groups = isCore ? [("", new[] { "v1" })]
            : kinds.GroupVersions.GroupBy(pair => pair.Group).Select(g => (g.Key, g.Select(pair => pair.Version).ToArray()));
        return new JsonObject
        {
            ["kind"] = "APIGroupDiscoveryList",
            ["apiVersion"] = "apidiscovery.k8s.io/v2",
            ["metadata"] = new JsonObject(),
            ["items"] = new JsonArray([.. groups.Select(group => new JsonObject
            {
                ["metadata"] = group.Item1.Length == 0 ? new JsonObject() : new JsonObject { ["name"] = group.Item1 },
                ["versions"] = new JsonArray([.. group.Item2.Select(version => new JsonObject
                {
                    ["version"] = version,
                    ["resources"] = new JsonArray([.. kinds.Of(group.Item1, version).OrderBy(k => k.Plural, StringComparer.Ordinal).Select(AggregatedResource)]),
                    ["freshness"] = "Current",
                })]),
            })]),
        };
    }

    private static JsonObject Group(KindRegistry kinds, string group)
    {
        var versions = kinds.GroupVersions.Where(pair => pair.Group == group).Select(pair => Version(group, pair.Version)).ToList();
        return new JsonObject { ["name"] = group, ["versions"] = new JsonArray([.. versions]), ["preferredVersion"] = versions[0].DeepClone() };
    }

    private static JsonObject Version(string group, string version) => new() { ["groupVersion"] = $"{group}/{version}", ["version"] = version };

    private static JsonObject Resource(ResourceKind kind)
    {
        var entry = new JsonObject
        {
            ["name"] = kind.Plural,
            ["singularName"] = kind.Singular,
            ["namespaced"] = kind.Namespaced,
            ["kind"] = kind.Kind,
            ["verbs"] = new JsonArray([.. kind.Verbs]),
        };
        AddNames(entry, kind);
        return entry;
    }

    private static JsonObject Part(ResourceKind kind, Subresource part)
    {
        var entry = new JsonObject { ["name"] = $"{kind.Plural}/{part.Name}", ["singularName"] = "", ["namespaced"] = kind.Namespaced };
        if (part.Group.Length > 0 && part.Group != kind.Group)
        {
            entry["group"] = part.Group;
            entry["version"] = part.Version;
        }

        entry["kind"] = part.Kind;
        entry["verbs"] = new JsonArray([.. part.Verbs]);
        return entry;
    }

    private static JsonObject AggregatedResource(ResourceKind kind)
    {
        var entry = new JsonObject
        {
            ["resource"] = kind.Plural,
            // Built-in kinds leave the group of their own kind empty.
            ["responseKind"] = Kind(kind.IsCustom ? kind.Group : "", kind.IsCustom ? kind.Version : "", kind.Kind),
            ["scope"] = kind.Namespaced ? "Namespaced" : "Cluster",
            ["singularResource"] = kind.Singular,
            ["verbs"] = new JsonArray([.. kind.Verbs]),
        };
        AddNames(entry, kind);
        if (kind.Subresources.Length > 0)
        {
            entry["subresources"] = new JsonArray([.. kind.Subresources.Select(part => new JsonObject
            {
                ["subresource"] = part.Name,
                ["responseKind"] = Kind(part.Group, part.Version, part.Kind),
                ["verbs"] = new JsonArray([.. part.Verbs]),
            })]);
        }

        return entry;
    }

    private static JsonObject Kind(string group, string version, string kind) => new() { ["group"] = group, ["version"] = version, ["kind"] = kind };

    private static void AddNames(JsonObject entry, ResourceKind kind)
    {
        if (kind.ShortNames.Length > 0)
            entry["shortNames"] = new JsonArray([.. kind.ShortNames]);
        if (kind.Categories.Length > 0)
            entry["categories"] = new JsonArray([.. kind.Categories]);
    }
}
