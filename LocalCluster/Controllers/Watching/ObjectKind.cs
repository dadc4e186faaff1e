using System.Text.Json.Nodes;
using LocalCluster.Json;

namespace LocalCluster.Controllers.Watching;

/// <summary>A kind of object that can be listed, watched and deleted. <paramref name="ApiVersion"/> as in objects: <c>v1</c>, <c>batch/v1</c>.</summary>
internal sealed record ObjectKind(string ApiVersion, string Kind, string Plural, bool Namespaced)
{
    public string Group => ApiVersion.Contains('/', StringComparison.Ordinal) ? ApiVersion[..ApiVersion.IndexOf('/', StringComparison.Ordinal)] : "";

    /// <summary>All of them, in every namespace.</summary>
    public string Collection => $"{Root}/{Plural}";

    public string CollectionIn(string? @namespace) =>
        Namespaced && @namespace is not null ? $"{Root}/namespaces/{@namespace}/{Plural}" : Collection;

    public string Path(string? @namespace, string name) => $"{CollectionIn(@namespace)}/{Uri.EscapeDataString(name)}";

    private string Root => ApiVersion.Contains('/', StringComparison.Ordinal) ? $"/apis/{ApiVersion}" : $"/api/{ApiVersion}";

    /// <summary>The kinds of one <c>APIResourceList</c> that controllers can look after; subresources are none.</summary>
    public static IEnumerable<ObjectKind> In(JsonNode resourceList)
    {
        var groupVersion = resourceList.TextAt("groupVersion") ?? "v1";
        foreach (var resource in resourceList.ListAt("resources").Objects())
        {
            var name = resource.TextAt("name") ?? "";
            var verbs = resource.ListAt("verbs").Texts().ToHashSet();
            if (!name.Contains('/', StringComparison.Ordinal) && verbs.Contains("list") && verbs.Contains("watch") && verbs.Contains("delete"))
                yield return new ObjectKind(groupVersion, resource.TextAt("kind") ?? "", name, resource.FlagAt("namespaced") ?? false);
        }
    }

    /// <summary>The kind that a custom resource definition makes; null until the server has accepted its names, and when nothing is served.</summary>
    public static ObjectKind? DefinedBy(JsonObject definition)
    {
        var established = definition.ListAt("status", "conditions").Objects()
            .Any(condition => condition.TextAt("type") == "Established" && condition.TextAt("status") == "True");
        var served = definition.ListAt("spec", "versions").Objects().FirstOrDefault(version => version.FlagAt("served") ?? false);
        if (!established || served is null)
            return null;

        return new ObjectKind(
            $"{definition.TextAt("spec", "group")}/{served.TextAt("name")}",
            definition.TextAt("spec", "names", "kind") ?? "",
            definition.TextAt("spec", "names", "plural") ?? "",
            definition.TextAt("spec", "scope") == "Namespaced");
    }
}
