using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Text.Json.Nodes;
using LocalCluster.Api;
using LocalCluster.Controllers.Watching;
using LocalCluster.Json;

namespace LocalCluster.Controllers.Namespaces;

/// <summary>Empties a namespace that is being deleted, says what holds it up, and lets it go when nothing is left.</summary>
internal sealed class NamespaceTermination(IClusterApi api, TimeProvider clock) : IInventoryObserver
{
    private static readonly TimeSpan RetryDelay = TimeSpan.FromSeconds(1);

    private readonly KeyQueue<string> _queue = new(clock);
    private readonly ConcurrentDictionary<string, byte> _terminating = new();
    private Func<IReadOnlyCollection<ObjectKind>> _kinds = () => [];

    public Task RunAsync(Func<IReadOnlyCollection<ObjectKind>> kinds, CancellationToken cancellationToken)
    {
        _kinds = kinds;
        return _queue.RunAsync(TerminateAsync, cancellationToken);
    }

    public void Observe(ObjectKind kind, WatchEvent change)
    {
        if (kind is { Kind: "Namespace", Group: "" })
        {
            var name = change.Object.TextAt("metadata", "name") ?? "";
            if (change.Type is "DELETED")
                _ = _terminating.TryRemove(name, out _);
            else if (change.Object.At("metadata", "deletionTimestamp") is not null && _terminating.TryAdd(name, 0))
                _queue.Add(name);
        }
        else if (change.Object.TextAt("metadata", "namespace") is { } @namespace && _terminating.ContainsKey(@namespace))
        {
            // Something in it went away, or lost a finalizer, or slipped in at the last moment.
            _queue.Add(@namespace);
        }
    }

    private async Task<TimeSpan?> TerminateAsync(string @namespace, CancellationToken cancellationToken)
    {
        var path = $"/api/v1/namespaces/{@namespace}";
        var answer = await api.GetAsync(path, cancellationToken);
        if (answer.Status is 404)
            return null;
        if (!answer.Succeeded())
            return RetryDelay;
        if (answer.Body.At("metadata", "deletionTimestamp") is null)
            return null;

        var remainders = new List<Remainder>();
        foreach (var kind in _kinds().Where(kind => kind.Namespaced).OrderBy(kind => kind.Plural, StringComparer.Ordinal))
        {
            if (await EmptyAsync(kind, @namespace, cancellationToken) is { } remainder)
                remainders.Add(remainder);
        }

        if (remainders.Count == 0)
        {
            // Events are in no inventory; they go last, for the deletions above made some.
            _ = await api.SendAsync(new ApiCall("DELETE", $"{path}/events", UserInfo.Master), cancellationToken);
            return await FinalizeAsync((JsonObject)answer.Body, path, cancellationToken);
        }

        var conditions = NamespaceConditions.Of(remainders, answer.Body.ListAt("status", "conditions"), clock.GetUtcNow());
        var patched = await api.PatchAsync($"{path}/status", new JsonObject { ["status"] = new JsonObject { ["conditions"] = conditions } }, cancellationToken);
        return patched.Succeeded() || patched.Status is 404 ? null : RetryDelay;
    }

    private async Task<Remainder?> EmptyAsync(ObjectKind kind, string @namespace, CancellationToken cancellationToken)
    {
        var collection = kind.CollectionIn(@namespace);
        var before = await api.GetAsync(collection, cancellationToken);
        if (before.Body.ListAt("items").Objects().Any(item => item.At("metadata", "deletionTimestamp") is null))
            _ = await api.SendAsync(new ApiCall("DELETE", collection, UserInfo.Master), cancellationToken);
        else if (before.Body.ListAt("items") is not { Count: > 0 })
            return null;

        var after = await api.GetAsync(collection, cancellationToken);
        var left = after.Body.ListAt("items").Objects()
            .Select(item => item.ListAt("metadata", "finalizers").Texts().ToImmutableArray()).ToImmutableArray();
        var resource = kind.Group.Length == 0 ? kind.Plural : $"{kind.Plural}.{kind.Group}";
        return left.IsEmpty ? null : new Remainder(resource, left);
    }

    private async Task<TimeSpan?> FinalizeAsync(JsonObject current, string path, CancellationToken cancellationToken)
    {
        var released = current.Clone();
        var finalizers = released.ListAt("spec", "finalizers").Texts().Where(one => one != "kubernetes").Select(one => (JsonNode)JsonValue.Create(one));
        released.Ensure("spec")["finalizers"] = new JsonArray([.. finalizers]);
        var answer = await api.PutAsync($"{path}/finalize", released, cancellationToken);
        return answer.Succeeded() || answer.Status is 404 ? null : RetryDelay;
    }
}
