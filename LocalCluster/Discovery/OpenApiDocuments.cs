using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using LocalCluster.Api;
using LocalCluster.Json;
using LocalCluster.Kinds;
using LocalCluster.Types;

namespace LocalCluster.Discovery;

/// <summary>OpenAPI v3 as far as kubectl reads it: the schemas of built-in kinds (without descriptions) and of definitions, and that patches understand <c>fieldValidation</c>.</summary>
internal static class OpenApiDocuments
{
    private const string MetaPrefix = "io.k8s.apimachinery.pkg.apis.meta.v1.";
    private const string Strategic = "application/strategic-merge-patch+json";

    private static readonly string[] PatchTypes = ["application/apply-patch+yaml", "application/json-patch+json", "application/merge-patch+json", Strategic];

    private static readonly ConcurrentDictionary<(string Group, string Version), byte[]> BuiltIn = new();

    private static readonly ConditionalWeakTable<KindRegistry, ConcurrentDictionary<(string Group, string Version), byte[]>> Written = [];

    private static readonly string[] PatchParameters = ["dryRun", "fieldManager", "fieldValidation", "force"];

    public static JsonObject Index(Cluster cluster)
    {
        var paths = new JsonObject();
        foreach (var (group, version) in cluster.Kinds.GroupVersions.Prepend(("", "v1")))
        {
            var path = group.Length == 0 ? $"api/{version}" : $"apis/{group}/{version}";
            var hash = Convert.ToHexString(SHA512.HashData(Document(cluster, group, version)));
            paths[path] = new JsonObject { ["serverRelativeURL"] = $"/openapi/v3/{path}?hash={hash}" };
        }

        return new JsonObject { ["paths"] = paths };
    }

    /// <summary>The document of a group version, UTF-8. Written once for each state of the definitions.</summary>
    public static byte[] Document(Cluster cluster, string group, string version)
    {
        var kinds = cluster.Kinds;
        var written = kinds.Of(group, version).Any(kind => kind.IsCustom) ? Written.GetOrCreateValue(kinds) : BuiltIn;
        return written.GetOrAdd((group, version), _ => Make(cluster, group, version).ToUtf8());
    }

    private static JsonObject Make(Cluster cluster, string group, string version)
    {
        var schemas = new JsonObject { [MetaPrefix + "Patch"] = new JsonObject { ["type"] = "object" } };
        TypeSchemas.AddTo(schemas, ApiTypes.ObjectMeta);
        var paths = new JsonObject();
        foreach (var kind in cluster.Kinds.Of(group, version).OrderBy(kind => kind.Plural, StringComparer.Ordinal))
        {
            AddSchema(schemas, cluster, kind);
            if (kind.Verbs.Contains("patch"))
                paths[$"{Root(kind)}/{(kind.Namespaced ? "namespaces/{namespace}/" : "")}{kind.Plural}/{{name}}"] = new JsonObject { ["patch"] = Patch(kind) };
        }

        return new JsonObject
        {
            ["openapi"] = "3.0.0",
            ["info"] = new JsonObject { ["title"] = "LocalCluster", ["version"] = ServerVersion.Git },
            ["paths"] = paths,
            ["components"] = new JsonObject { ["schemas"] = schemas },
        };
    }

    private static string Root(ResourceKind kind) => kind.Group.Length == 0 ? $"/api/{kind.Version}" : $"/apis/{kind.ApiVersion}";

    private static void AddSchema(JsonObject schemas, Cluster cluster, ResourceKind kind)
    {
        var name = $"{string.Join('.', kind.Group.Split('.').Reverse())}.{kind.Version}.{kind.Kind}";
        if (kind.Type is { } type)
            TypeSchemas.AddTo(schemas, type, isRoot: true);
        else
            schemas[name] = Custom(cluster, kind) ?? new JsonObject { ["type"] = "object", ["x-kubernetes-preserve-unknown-fields"] = true };
        schemas[kind.Type is null ? name : TypeSchemas.Name(kind.Type)]!["x-kubernetes-group-version-kind"] = new JsonArray(Gvk(kind));
    }

    private static JsonObject? Custom(Cluster cluster, ResourceKind kind)
    {
        if (!kind.IsCustom || cluster.Store.Find(new("customresourcedefinitions.apiextensions.k8s.io", "", kind.Resource))?.ToJson() is not { } definition)
            return null;
        var version = definition.ObjectAt("spec")?["versions"].Objects().FirstOrDefault(v => v.TextAt("name") == kind.Version);
        if (version.ObjectAt("schema", "openAPIV3Schema")?.Clone() is not { } schema)
            return null;
        Publish(schema);
        var properties = schema.Ensure("properties");
        properties["apiVersion"] = Text("APIVersion defines the versioned schema of this representation of an object. Servers should convert recognized schemas to the latest internal value, and may reject unrecognized values. More info: https://git.k8s.io/community/contributors/devel/sig-architecture/api-conventions.md#resources");
        properties["kind"] = Text("Kind is a string value representing the REST resource this object represents. Servers may infer this from the endpoint the client submits requests to. Cannot be updated. In CamelCase. More info: https://git.k8s.io/community/contributors/devel/sig-architecture/api-conventions.md#types-kinds");
        properties["metadata"] = new JsonObject
        {
            ["description"] = "Standard object's metadata. More info: https://git.k8s.io/community/contributors/devel/sig-architecture/api-conventions.md#metadata",
            ["allOf"] = new JsonArray(new JsonObject { ["$ref"] = $"#/components/schemas/{MetaPrefix}ObjectMeta" }),
        };
        return schema;
    }

    // Published schemas spell out what a flag means to tools that do not know it.
    private static void Publish(JsonNode? node)
    {
        if (node is JsonObject schema)
        {
            if (schema.FlagAt("x-kubernetes-int-or-string") == true && !schema.ContainsKey("anyOf"))
                schema["anyOf"] = new JsonArray(new JsonObject { ["type"] = "integer" }, new JsonObject { ["type"] = "string" });
            foreach (var (_, child) in schema.ToList())
                Publish(child);
        }
    }

    private static JsonObject Patch(ResourceKind kind)
    {
        return new JsonObject
        {
            ["x-kubernetes-action"] = "patch",
            ["x-kubernetes-group-version-kind"] = Gvk(kind),
            ["parameters"] = new JsonArray([.. PatchParameters.Select(name => new JsonObject { ["name"] = name, ["in"] = "query" })]),
            ["requestBody"] = new JsonObject
            {
                ["content"] = new JsonObject(PatchTypes.Where(type => !kind.IsCustom || type is not Strategic).Select(type => KeyValuePair.Create(type,
                    (JsonNode?)new JsonObject { ["schema"] = new JsonObject { ["$ref"] = $"#/components/schemas/{MetaPrefix}Patch" } }))),
                ["required"] = true,
            },
        };
    }

    private static JsonObject Gvk(ResourceKind kind) => new() { ["group"] = kind.Group, ["version"] = kind.Version, ["kind"] = kind.Kind };

    private static JsonObject Text(string description) => new() { ["description"] = description, ["type"] = "string" };
}
