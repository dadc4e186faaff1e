using System.Text.Json.Nodes;
using LocalCluster.Errors;
using LocalCluster.Json;
using LocalCluster.Kinds;

namespace LocalCluster.Api;

/// <summary>Name, namespace and system fields: what the path says, what the body says, what the server decides.</summary>
internal static class ObjectIdentity
{
    // The API cuts a generated name's base, so that base and suffix fit 63 characters.
    private const int LongestBase = 58;

    public static void Begin(Cluster cluster, ResourceKind kind, RequestTarget target, JsonObject content)
    {
        var metadata = content.Ensure("metadata");
        MatchNamespace(kind, target, metadata);
        if (metadata.TextAt("resourceVersion") is { Length: > 0 })
            throw Refusals.Of(500, null, "resourceVersion should not be set on objects to be created");
        foreach (var name in new[] { "resourceVersion", "selfLink", "deletionTimestamp", "deletionGracePeriodSeconds" })
            _ = metadata.Remove(name);
        metadata["uid"] = cluster.Identities.Uid();
        metadata["creationTimestamp"] = cluster.Now;
        if (kind.Rules.CountsGeneration)
            metadata["generation"] = 1;
        if (metadata.TextAt("name") is null or "" && metadata.TextAt("generateName") is { Length: > 0 } prefix)
            metadata["name"] = (prefix.Length > LongestBase ? prefix[..LongestBase] : prefix) + cluster.Identities.Suffix();
    }

    /// <summary>An update never changes who the object is.</summary>
    public static void Continue(ResourceKind kind, RequestTarget target, JsonObject old, JsonObject content, bool isPatch)
    {
        var (before, metadata) = (old.ObjectAt("metadata")!, content.Ensure("metadata"));
        MatchNamespace(kind, target, metadata);
        if (metadata.TextAt("name") is { Length: > 0 } name && name != target.Name)
            throw Refusals.BadRequest($"the name of the object ({name}) does not match the name on the URL ({target.Name})");
        if (metadata.TextAt("uid") is { Length: > 0 } uid && uid != before.TextAt("uid"))
        {
            throw isPatch
                ? Refusals.Invalid(kind, target.Name!, [.. Enumerable.Repeat(Cause.Invalid("metadata.uid", uid, "field is immutable"), 2)])
                : Refusals.Conflict(kind, target.Name!,
                    $"StorageError: invalid object, Code: 4, Key: /registry/{kind.Resource}/{target.Namespace}/{target.Name}, ResourceVersion: 0, AdditionalErrorMsg: Precondition failed: UID in precondition: {uid}, UID in object meta: {before.TextAt("uid")}");
        }

        if (metadata.TextAt("name") is null or "" && !isPatch)
            throw Refusals.BadRequest("the name of the object must be provided");
        if (metadata.TextAt("resourceVersion") is { Length: > 0 } version)
        {
            if (version != before.TextAt("resourceVersion"))
                throw Refusals.Modified(kind, target.Name!);
        }
        else if (!kind.Rules.UnconditionalUpdate && !isPatch)
        {
            // Named by its resource, as no other validation error is.
            throw Refusals.Invalid(kind with { Kind = kind.Plural }, target.Name!, [new Cause("FieldValueInvalid", "Invalid value: 0: must be specified for an update", "metadata.resourceVersion")]);
        }

        foreach (var field in new[] { "name", "namespace", "uid", "creationTimestamp", "deletionTimestamp", "deletionGracePeriodSeconds", "generation", "resourceVersion", "generateName" })
        {
            if (before[field] is { } value)
                metadata[field] = value.DeepClone();
            else
                _ = metadata.Remove(field);
        }
    }

    /// <summary>Says whether it was not there.</summary>
    public static bool AddFinalizer(JsonObject metadata, string finalizer)
    {
        if (metadata["finalizers"] is not JsonArray list)
            metadata["finalizers"] = list = [];
        if (list.Texts().Contains(finalizer))
            return false;
        list.Add((JsonNode)finalizer);
        return true;
    }

    private static void MatchNamespace(ResourceKind kind, RequestTarget target, JsonObject metadata)
    {
        if (!kind.Namespaced)
        {
            _ = metadata.Remove("namespace");
            return;
        }

        if (metadata.TextAt("namespace") is { Length: > 0 } given && given != target.Namespace)
            throw Refusals.BadRequest("the namespace of the provided object does not match the namespace sent on the request");
        metadata["namespace"] = target.Namespace;
    }
}
