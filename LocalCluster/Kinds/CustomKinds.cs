using System.Collections.Immutable;
using System.Text.Json.Nodes;
using LocalCluster.Json;
using LocalCluster.Schemas;

namespace LocalCluster.Kinds;

/// <summary>The kinds that a resource definition brings: one for each served version.</summary>
internal static class CustomKinds
{
    private static readonly ImmutableArray<string> Verbs = ["delete", "deletecollection", "get", "list", "patch", "create", "update", "watch"];

    public static IEnumerable<ResourceKind> Of(JsonObject definition)
    {
        var spec = definition.ObjectAt("spec");
        // The accepted names count, as the status tells them; a definition in conflict serves nothing.
        if (spec is null || definition.ObjectAt("status", "acceptedNames") is not { } names || names.TextAt("kind") is not { Length: > 0 } kind)
            yield break;

        var group = spec.TextAt("group")!;
        var versions = spec["versions"].Objects().ToList();
        var storage = versions.FirstOrDefault(v => v.FlagAt("storage") == true)?.TextAt("name");
        foreach (var version in versions.Where(v => v.FlagAt("served") == true))
        {
            var name = version.TextAt("name")!;
            yield return new ResourceKind(group, name, names.TextAt("plural")!, kind, spec.TextAt("scope") == "Namespaced")
            {
                Singular = names.TextAt("singular") ?? kind.ToLowerInvariant(),
                ListKind = names.TextAt("listKind") ?? kind + "List",
                ShortNames = [.. names["shortNames"].Texts()],
                Categories = [.. names["categories"].Texts()],
                Verbs = Verbs,
                IsCustom = true,
                Type = null,
                FromStored = name == storage ? null : Renamed($"{group}/{name}"),
                ToStored = name == storage ? null : Renamed($"{group}/{storage}"),
                Schema = version.ObjectAt("schema", "openAPIV3Schema") is { } schema ? StructuralSchema.Read(schema) : null,
                Columns = [.. version["additionalPrinterColumns"].Objects().Select(Column)],
                Subresources = [.. Subresources(version, group, name, kind)],
                Scaling = version.ObjectAt("subresources", "scale") is { } scale ? Scaling.Read(scale) : Scaling.Workload,
                Rules = new KindRules { CountsGeneration = true, UnconditionalUpdate = false },
            };
        }
    }

    // Conversion strategy None: the same fields under another version.
    private static Func<JsonObject, JsonObject> Renamed(string apiVersion) => o =>
    {
        o["apiVersion"] = apiVersion;
        return o;
    };

    private static IEnumerable<Subresource> Subresources(JsonObject version, string group, string name, string kind)
    {
        if (version.ObjectAt("subresources", "status") is not null)
            yield return new Subresource("status", kind, ["get", "patch", "update"], group, name);
        if (version.ObjectAt("subresources", "scale") is not null)
            yield return new Subresource("scale", "Scale", ["get", "patch", "update"], "autoscaling", "v1");
    }

    private static PrinterColumn Column(JsonObject column) => new(
        column.TextAt("name") ?? "", column.TextAt("type") ?? "string", column.TextAt("jsonPath") ?? "",
        column.TextAt("format") ?? "", column.TextAt("description") ?? "", (int)(column.NumberAt("priority") ?? 0));
}
