using System.Collections.Immutable;

namespace Kubernetes.Client.Requests;

/// <summary>Every request that we send, as a value. Pure; the texts are tested.</summary>
public static class ApiRequests
{
    private const string Json = "application/json";

    /// <summary>Anything that is not an object of a resource: <c>/version</c>, <c>/readyz</c>, <c>/apis</c>.</summary>
    public static ApiRequest Path(string path) => new("GET", path);

    /// <summary>False for a name that no object has, such as one with a slash; a request for it cannot be written.</summary>
    public static bool CanName(string name) => ResourcePath.IsSegment(name);

    public static ApiRequest Get(KubernetesResource resource, string? @namespace, string name, string? subresource = null) =>
        new("GET", ResourcePath.Object(resource, @namespace, name, subresource));

    /// <summary>One page. A null namespace lists all.</summary>
    public static ApiRequest List(KubernetesResource resource, string? @namespace, ListOptions? options = null)
    {
        options ??= new ListOptions();
        return new("GET", ResourcePath.Collection(resource, @namespace))
        {
            Lane = ApiLane.Watch,
            Query = new QueryBuilder()
                .Add("labelSelector", options.LabelSelector)
                .Add("fieldSelector", options.FieldSelector)
                .Add("limit", options.Limit)
                .Add("continue", options.Continue)
                .Add("resourceVersion", options.Continue is null ? options.ResourceVersion : null)
                .Add("resourceVersionMatch", options.Continue is null ? options.ResourceVersionMatch : null)
                .Build(),
        };
    }

    /// <summary>A null namespace watches all.</summary>
    public static ApiRequest Watch(KubernetesResource resource, string? @namespace, WatchOptions? options = null)
    {
        options ??= new WatchOptions();
        return new("GET", ResourcePath.Collection(resource, @namespace))
        {
            Lane = ApiLane.Watch,
            Query = new QueryBuilder()
                .Add("watch", true)
                .Add("allowWatchBookmarks", options.AllowBookmarks)
                .Add("labelSelector", options.LabelSelector)
                .Add("fieldSelector", options.FieldSelector)
                .Add("resourceVersion", options.ResourceVersion)
                .AddSeconds("timeoutSeconds", options.EndAfter)
                .Build(),
        };
    }

    public static ApiRequest Create(KubernetesResource resource, string? @namespace, ReadOnlyMemory<byte> body, WriteOptions? options = null) =>
        new("POST", ResourcePath.Collection(resource, @namespace)) { Body = body, ContentType = Json, Query = Query(options) };

    /// <summary>POST to a subresource of one object, such as <c>token</c>, <c>eviction</c> or <c>binding</c>.</summary>
    public static ApiRequest CreateSubresource(
        KubernetesResource resource, string? @namespace, string name, string subresource, ReadOnlyMemory<byte> body, WriteOptions? options = null) =>
        new("POST", ResourcePath.Object(resource, @namespace, name, subresource)) { Body = body, ContentType = Json, Query = Query(options) };

    /// <summary>The body must carry <c>metadata.resourceVersion</c>, or a stale copy wins.</summary>
    public static ApiRequest Replace(KubernetesResource resource, string? @namespace, string name, ReadOnlyMemory<byte> body, WriteOptions? options = null) =>
        new("PUT", ResourcePath.Object(resource, @namespace, name)) { Body = body, ContentType = Json, Query = Query(options) };

    public static ApiRequest ReplaceStatus(KubernetesResource resource, string? @namespace, string name, ReadOnlyMemory<byte> body, WriteOptions? options = null) =>
        new("PUT", ResourcePath.Object(resource, @namespace, name, "status")) { Body = body, ContentType = Json, Query = Query(options) };

    public static ApiRequest Patch(
        KubernetesResource resource, string? @namespace, string name, PatchKind kind, ReadOnlyMemory<byte> body, WriteOptions? options = null) =>
        PatchAt(ResourcePath.Object(resource, @namespace, name), kind, body, options);

    /// <summary>Merge is the one for custom resources; <c>metadata.resourceVersion</c> in the body makes it conditional.</summary>
    public static ApiRequest PatchStatus(
        KubernetesResource resource, string? @namespace, string name, PatchKind kind, ReadOnlyMemory<byte> body, WriteOptions? options = null) =>
        PatchAt(ResourcePath.Object(resource, @namespace, name, "status"), kind, body, options);

    public static ApiRequest Delete(KubernetesResource resource, string? @namespace, string name, DeleteOptions? options = null) =>
        new("DELETE", ResourcePath.Object(resource, @namespace, name)) { Body = (options ?? new DeleteOptions()).ToBody(), ContentType = Json };

    /// <summary>Plain text; open it as a stream when it is followed or long.</summary>
    public static ApiRequest Log(string @namespace, string pod, LogOptions? options = null)
    {
        options ??= new LogOptions();
        return new("GET", ResourcePath.Object(KubernetesResources.Pods, @namespace, pod, "log"))
        {
            Accept = "*/*",
            Lane = ApiLane.Watch,
            Query = new QueryBuilder()
                .Add("container", options.Container)
                .Add("follow", options.Follow)
                .Add("previous", options.Previous)
                .Add("timestamps", options.Timestamps)
                .Add("tailLines", options.TailLines)
                .AddSeconds("sinceSeconds", options.Since)
                .Add("sinceTime", options.SinceTime?.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", System.Globalization.CultureInfo.InvariantCulture))
                .Add("limitBytes", options.LimitBytes)
                .Build(),
        };
    }

    private static ApiRequest PatchAt(string path, PatchKind kind, ReadOnlyMemory<byte> body, WriteOptions? options)
    {
        if (kind is PatchKind.Apply && string.IsNullOrEmpty(options?.FieldManager))
            throw new ArgumentException("Server-side apply needs a field manager; set WriteOptions.FieldManager.", nameof(options));

        return new("PATCH", path) { Body = body, ContentType = MediaType(kind), Query = Query(options, apply: kind is PatchKind.Apply) };
    }

    private static string MediaType(PatchKind kind) => kind switch
    {
        PatchKind.Merge => "application/merge-patch+json",
        PatchKind.Json => "application/json-patch+json",
        PatchKind.Strategic => "application/strategic-merge-patch+json",
        PatchKind.Apply => "application/apply-patch+yaml",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "Not a kind of patch."),
    };

    private static ImmutableArray<KeyValuePair<string, string>> Query(WriteOptions? options, bool apply = false) =>
        options is null
            ? []
            : new QueryBuilder()
                .Add("fieldManager", options.FieldManager)
                .Add("fieldValidation", options.FieldValidation?.ToString())
                .Add("dryRun", options.DryRun ? "All" : null)
                .Add("force", apply && options.Force)
                .Build();
}
