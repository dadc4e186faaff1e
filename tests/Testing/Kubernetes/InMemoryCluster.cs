using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Kubernetes.Client;
using Kubernetes.Client.Connection;
using Kubernetes.Client.Requests;

namespace Testing.Kubernetes;

/// <summary>
/// Objects of an API server in memory, for simulations: names are kept once, versions grow, stale writes and wrong preconditions are
/// refused, merge patches merge, the status is apart, labels select, deleted pods linger until somebody removes them. No admission, no
/// defaults, no watches. Every call completes at once, so that a whole controller runs on one thread.
/// </summary>
public sealed class InMemoryCluster(TimeProvider clock) : IKubernetesApi
{
    private readonly SortedDictionary<string, JsonObject> _objects = new(StringComparer.Ordinal);
    private readonly Dictionary<string, IReadOnlyList<JsonObject>> _byPlural = new(StringComparer.Ordinal);
    private readonly Dictionary<JsonObject, byte[]> _bytes = new(ReferenceEqualityComparer.Instance);
    private long _version = 1000;
    private int _uids;

    /// <summary>Grows with every write.</summary>
    public long Version => _version;

    /// <summary>Requests so far.</summary>
    public int Calls { get; private set; }

    /// <summary>Told of each call, with its number from 1, before it has any effect. What it throws is the answer.</summary>
    public Action<ApiRequest, int> Before { get; set; } = (_, _) => { };

    /// <summary>Told of each call after its effect. What it throws is the answer.</summary>
    public Action<ApiRequest, int> After { get; set; } = (_, _) => { };

    /// <summary>Told of each write that has taken effect: the request, the object before and the object after it.</summary>
    public Action<ApiRequest, JsonObject?, JsonObject?> Wrote { get; set; } = (_, _, _) => { };

    /// <summary>Told of each change by anybody: the path, the object before and after, and the version that it made.</summary>
    public Action<string, JsonObject?, JsonObject?, long> Changed { get; set; } = (_, _, _, _) => { };

    public IReadOnlyList<JsonObject> Everything => [.. _objects.Values];

    public IReadOnlyList<JsonObject> All(string plural)
    {
        if (_byPlural.TryGetValue(plural, out var known))
            return known;
        var segment = $"/{plural}/";
        return _byPlural[plural] = [.. _objects.Where(entry => entry.Key.Contains(segment, StringComparison.Ordinal)).Select(entry => entry.Value)];
    }

    public JsonObject? Find(string plural, string name) => All(plural).FirstOrDefault(item => (string?)item["metadata"]!["name"] == name);

    /// <summary>A stored object as it goes over the wire; written once, for what is stored is never changed, only replaced.</summary>
    public byte[] Bytes(JsonObject stored) =>
        _bytes.TryGetValue(stored, out var known) ? known : _bytes[stored] = JsonSerializer.SerializeToUtf8Bytes(stored);

    /// <summary>What others than the client under test do.</summary>
    public JsonObject Put(string collection, JsonObject item)
    {
        var path = $"{collection}/{item["metadata"]!["name"]}";
        return Store(path, Born(path, item));
    }

    /// <summary>Changes an object behind the client's back.</summary>
    public void Edit(JsonObject item, Action<JsonObject> edit)
    {
        var path = _objects.First(entry => ReferenceEquals(entry.Value, item)).Key;
        var copy = (JsonObject)item.DeepClone();
        edit(copy);
        Store(path, Moved(item, copy));
    }

    public void Remove(JsonObject item) => Drop(_objects.First(entry => ReferenceEquals(entry.Value, item)).Key);

    public Task<ApiResponse> SendAsync(ApiRequest request, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var number = ++Calls;
        Before(request, number);
        var (status, body) = Answer(request);
        After(request, number);
        return Task.FromResult(new ApiResponse(status, body));
    }

    public Task<Stream> OpenAsync(ApiRequest request, CancellationToken cancellationToken) => throw new NotSupportedException("This cluster has no logs.");

    public IAsyncEnumerable<ReadOnlyMemory<byte>> WatchLinesAsync(ApiRequest request, CancellationToken cancellationToken) =>
        throw new NotSupportedException("This cluster has no watches; read its objects.");

    private (int Status, byte[] Body) Answer(ApiRequest request) => request.Method switch
    {
        "GET" when _objects.TryGetValue(request.Path, out var found) => (200, Bytes(found)),
        "GET" when IsCollection(request.Path) => (200, List(request)),
        "POST" => (201, Bytes(Create(request))),
        "PUT" => (200, Bytes(Replace(request))),
        "PATCH" => (200, Bytes(Patch(request))),
        "DELETE" => (200, JsonSerializer.SerializeToUtf8Bytes(Delete(request))),
        _ => throw NotFound(request),
    };

    private byte[] List(ApiRequest request)
    {
        var selector = request.Query.FirstOrDefault(parameter => parameter.Key == "labelSelector").Value?.Split('=');
        var prefix = request.Path + "/";
        using var bytes = new MemoryStream();
        using var json = new Utf8JsonWriter(bytes);
        json.WriteStartObject();
        json.WriteString("kind", "List");
        json.WriteStartObject("metadata");
        json.WriteString("resourceVersion", Text(_version));
        json.WriteEndObject();
        json.WriteStartArray("items");
        foreach (var (path, item) in _objects)
        {
            if (path.StartsWith(prefix, StringComparison.Ordinal) && (selector is null || (string?)item["metadata"]?["labels"]?[selector[0]] == selector[1]))
                json.WriteRawValue(Bytes(item), skipInputValidation: true);
        }

        json.WriteEndArray();
        json.WriteEndObject();
        json.Flush();
        return bytes.ToArray();
    }

    private JsonObject Create(ApiRequest request)
    {
        var item = Body(request);
        var name = (string)item["metadata"]!["name"]!;
        var path = $"{request.Path}/{name}";
        if (_objects.ContainsKey(path))
            throw FakeKubernetesApi.Refusal(request, 409, "AlreadyExists", $"{request.Path.Split('/')[^1]} \"{name}\" already exists");

        var born = Born(path, item);
        Wrote(request, null, born);
        return Store(path, born);
    }

    private JsonObject Replace(ApiRequest request)
    {
        if (!_objects.TryGetValue(request.Path, out var old))
            throw NotFound(request);

        var @new = Body(request);
        RequireVersion(request, @new, old);
        Wrote(request, old, @new);
        return Store(request.Path, Moved(old, @new));
    }

    private static void RequireVersion(ApiRequest request, JsonObject body, JsonObject old)
    {
        if (body["metadata"]?["resourceVersion"] is { } version && (string?)version != (string?)old["metadata"]!["resourceVersion"])
            throw FakeKubernetesApi.Refusal(request, 409, "Conflict", "the object has been modified; please apply your changes to the latest version and try again");
    }

    private JsonObject Patch(ApiRequest request)
    {
        var isStatus = request.Path.EndsWith("/status", StringComparison.Ordinal);
        var path = isStatus ? request.Path[..^"/status".Length] : request.Path;
        if (!_objects.TryGetValue(path, out var old))
            throw NotFound(request);

        var patch = Body(request);
        RequireVersion(request, patch, old);

        var @new = (JsonObject)old.DeepClone();
        Merge(@new, isStatus ? new JsonObject { ["status"] = patch["status"]?.DeepClone() } : patch);
        var moved = Moved(old, @new);
        Wrote(request, old, moved);
        return Store(path, moved);
    }

    private JsonObject Delete(ApiRequest request)
    {
        if (!_objects.TryGetValue(request.Path, out var old))
            throw NotFound(request);

        var preconditions = request.Body.IsEmpty ? null : Body(request)["preconditions"];
        foreach (var member in new[] { "uid", "resourceVersion" })
        {
            if (preconditions?[member] is { } wanted && (string?)wanted != (string?)old["metadata"]![member])
                throw FakeKubernetesApi.Refusal(request, 409, "Conflict", $"the {member} in the precondition does not match");
        }

        Wrote(request, old, null);
        if (!request.Path.Contains("/pods/", StringComparison.Ordinal))
        {
            Drop(request.Path);
            return old;
        }

        if (old["metadata"]!["deletionTimestamp"] is not null)
            return old;
        var leaving = (JsonObject)old.DeepClone();
        leaving["metadata"]!["deletionTimestamp"] = Text(clock.GetUtcNow().AddSeconds(30));
        return Store(request.Path, Moved(old, leaving));
    }

    private JsonObject Born(string path, JsonObject item)
    {
        var metadata = (JsonObject)item["metadata"]!;
        metadata["namespace"] ??= path.Split('/') is var parts ? parts[Array.IndexOf(parts, "namespaces") + 1] : null;
        metadata["uid"] = string.Create(CultureInfo.InvariantCulture, $"00000000-0000-4000-8000-{++_uids:000000000000}");
        metadata["creationTimestamp"] = Text(clock.GetUtcNow());
        metadata["generation"] = 1L;
        metadata["resourceVersion"] = Text(++_version);
        if (path.Contains("/pods/", StringComparison.Ordinal))
            item["status"] ??= new JsonObject { ["phase"] = "Pending" };
        return item;
    }

    private JsonObject Moved(JsonObject old, JsonObject @new)
    {
        if (JsonNode.DeepEquals(old, @new))
            return old;
        if (!JsonNode.DeepEquals(old["spec"], @new["spec"]))
            @new["metadata"]!["generation"] = (long)old["metadata"]!["generation"]! + 1;
        @new["metadata"]!["resourceVersion"] = Text(++_version);
        return @new;
    }

    private JsonObject Store(string path, JsonObject item)
    {
        var before = _objects.GetValueOrDefault(path);
        if (ReferenceEquals(before, item))
            return item;
        _byPlural.Clear();
        if (before is not null)
            _ = _bytes.Remove(before);
        _objects[path] = item;
        Changed(path, before, item, _version);
        return item;
    }

    private void Drop(string path)
    {
        _byPlural.Clear();
        if (_objects.Remove(path, out var before))
            _ = _bytes.Remove(before);
        Changed(path, before, null, ++_version);
    }

    private static void Merge(JsonObject target, JsonObject patch)
    {
        foreach (var (name, value) in patch)
        {
            switch (value)
            {
                case null:
                    _ = target.Remove(name);
                    break;
                case JsonObject inner:
                    if (target[name] is not JsonObject)
                        target[name] = new JsonObject();
                    Merge((JsonObject)target[name]!, inner);
                    break;
                default:
                    target[name] = value.DeepClone();
                    break;
            }
        }
    }

    // .../namespaces/{namespace}/{plural}, with or without a name behind.
    private static bool IsCollection(string path) => path.Split('/') is var parts && Array.IndexOf(parts, "namespaces") == parts.Length - 3;

    private static JsonObject Body(ApiRequest request) => (JsonObject)JsonNode.Parse(request.Body.Span)!;

    private static ApiStatusException NotFound(ApiRequest request) =>
        FakeKubernetesApi.Refusal(request, 404, "NotFound", $"{request.Path.Split('/')[^1]} not found");

    private static string Text(long version) => version.ToString(CultureInfo.InvariantCulture);

    private static string Text(DateTimeOffset instant) => instant.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
