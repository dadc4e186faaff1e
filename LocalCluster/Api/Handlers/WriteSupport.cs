using System.Text;
using System.Text.Json.Nodes;
using LocalCluster.Errors;
using LocalCluster.FieldManagement;
using LocalCluster.Json;
using LocalCluster.Kinds;
using LocalCluster.Schemas;
using LocalCluster.Storage;

namespace LocalCluster.Api.Handlers;

/// <summary>Parts that creating, updating and deleting share.</summary>
internal static class WriteSupport
{
    private const int LongestManager = 128;

    public static ObjectKey Key(ResourceKind kind, RequestTarget target, string name) => new(kind.Shelf, kind.Namespaced ? target.Namespace ?? "" : "", name);

    /// <summary>Fills in defaults, of the schema and of the kind; after a webhook also prunes again.</summary>
    public static void Normalize(ResourceKind kind, JsonObject content)
    {
        if (kind.Schema is { } schema)
        {
            _ = SchemaPruning.Prune(schema, content);
            SchemaDefaulting.Apply(schema, content);
        }

        kind.Rules.Default?.Invoke(content);
    }

    /// <summary>Writes in the stored form, and takes <paramref name="content"/> for it. Null: somebody was faster.</summary>
    public static StoredObject? Store(Cluster cluster, ResourceKind kind, ObjectKey key, StoredObject? expected, JsonObject content) =>
        StoreCanonical(cluster, kind, key, expected, ObjectForm.Canonical(kind, content));

    /// <summary>The same for content that is in its canonical form already.</summary>
    public static StoredObject? StoreCanonical(Cluster cluster, ResourceKind kind, ObjectKey key, StoredObject? expected, JsonObject content)
    {
        var stored = ObjectForm.ToStore(kind, content);
        var storedKind = kind.Shelf == kind.Resource ? kind : cluster.Kinds.Kinds.First(k => k.Resource == kind.Shelf);
        var canonical = kind.ToStored is null ? stored : Restored(storedKind, kind, stored);
        return cluster.Store.Write(key, expected, canonical, ObjectForm.Fields(storedKind, canonical));
    }

    public static CreationFacts Facts(Cluster cluster) => new(cluster.Identities.ServiceAddress, cluster.Identities.NodePort, cluster.Now);

    /// <summary>What is better done otherwise goes with the answer.</summary>
    public static void Warn(ApiRequest request, ResourceKind kind, JsonObject? old, JsonObject content)
    {
        request.Warnings.AddRange(kind.Rules.Warn?.Invoke(content) ?? []);
        if (kind.IsCustom)
            request.Warnings.AddRange(MetadataValidation.FinalizerWarnings(old, content));
    }

    public static FieldWriter Writer(Cluster cluster, ApiRequest request, ResourceKind kind, RequestTarget target) =>
        new(kind, target.Subresource ?? "", request.FieldManager, cluster.Now);

    public static JsonObject Options(string kind, ApiRequest request, params (string Name, JsonNode? Value)[] more)
    {
        var options = new JsonObject { ["kind"] = kind, ["apiVersion"] = "meta.k8s.io/v1" };
        if (request.IsDryRun)
            options["dryRun"] = new JsonArray("All");
        foreach (var name in new[] { "fieldManager", "fieldValidation" })
        {
            if (request.Query.Get(name) is { Length: > 0 } value)
                options[name] = value;
        }

        foreach (var (name, value) in more)
            options[name] = value;
        return options;
    }

    /// <summary>Refuses what the query of a write must not say; <paramref name="more"/> is what else is wrong with it.</summary>
    public static void CheckOptions(ApiRequest request, string kind, params IEnumerable<Cause> more)
    {
        var causes = more.Concat(OptionCauses(request)).ToList();
        if (causes.Count > 0)
            throw OptionsRefusal(kind, causes);
    }

    public static Refusal OptionsRefusal(string kind, params IReadOnlyList<Cause> causes)
    {
        var details = Refusals.Details("meta.k8s.io", kind, null);
        details["causes"] = new JsonArray([.. causes.Select(c => c.ToJson())]);
        var told = string.Join(", ", causes.Select(c => $"{c.Field}: {c.Message}"));
        return Refusals.Of(422, "Invalid", $"{kind}.meta.k8s.io \"\" is invalid: {(causes.Count == 1 ? told : $"[{told}]")}", details);
    }

    private static IEnumerable<Cause> OptionCauses(ApiRequest request)
    {
        if (Encoding.UTF8.GetByteCount(request.Query.Get("fieldManager") ?? "") > LongestManager)
            yield return Cause.TooLong("fieldManager", LongestManager);
        if (request.Query.All("dryRun") is { Count: > 0 } dryRun && !(dryRun is ["All"] or [""]))
            yield return Cause.NotSupported("dryRun", new JsonArray([.. dryRun]), ["All"]);
        if (request.Query.Get("fieldValidation") is { } validation and not ("" or "Ignore" or "Warn" or "Strict"))
            yield return Cause.NotSupported("fieldValidation", validation, ["", "Ignore", "Strict", "Warn"]);
    }

    // Another version of the same definition, or the other face of an event: named as it is stored.
    private static JsonObject Restored(ResourceKind storedKind, ResourceKind kind, JsonObject stored)
    {
        var apiVersion = stored.TextAt("apiVersion")!;
        var canonical = ObjectForm.Canonical(storedKind, stored);
        canonical["apiVersion"] = apiVersion;
        return canonical;
    }
}
