using System.Text.Json.Nodes;
using LocalCluster.Api;
using LocalCluster.Controllers.Watching;
using LocalCluster.Json;

namespace LocalCluster.Controllers.GarbageCollection;

/// <summary>Deletes what has lost its owners, and carries out foreground and orphan deletions.</summary>
internal sealed class GarbageCollector(IClusterApi api, TimeProvider clock) : IInventoryObserver
{
    private static readonly TimeSpan RetryDelay = TimeSpan.FromSeconds(1);

    private readonly OwnershipGraph _graph = new();
    private readonly KeyQueue<string> _queue = new(clock);
    private Func<string, string, ObjectKind?> _findKind = (_, _) => null;

    /// <summary>Works until cancelled. <paramref name="findKind"/> maps apiVersion and kind of a reference to what the server serves.</summary>
    public Task RunAsync(Func<string, string, ObjectKind?> findKind, CancellationToken cancellationToken)
    {
        _findKind = findKind;
        return _queue.RunAsync(ProcessAsync, cancellationToken);
    }

    public void Observe(ObjectKind kind, WatchEvent change)
    {
        var item = OwnedObject.Of(kind, change.Object);
        if (change.Type is "DELETED")
        {
            var gone = _graph.Remove(item.Uid) ?? item;
            foreach (var dependent in _graph.DependentsOf(item.Uid))
                _queue.Add(dependent.Uid);
            foreach (var owner in gone.Owners.Where(owner => _graph.Find(owner.Uid) is { WaitsForDependents: true }))
                _queue.Add(owner.Uid);
            return;
        }

        _graph.Put(item);
        if (!item.Owners.IsEmpty || item.IsDeleting)
            _queue.Add(item.Uid);
    }

    private async Task<TimeSpan?> ProcessAsync(string uid, CancellationToken cancellationToken)
    {
        if (_graph.Find(uid) is not { } item)
            return null;
        if (item.OrphansDependents)
            return await OrphanDependentsAsync(item, cancellationToken);
        if (item.WaitsForDependents)
            return await AwaitDependentsAsync(item, cancellationToken);

        var states = new Dictionary<string, OwnerState>();
        foreach (var owner in item.Owners)
        {
            if (await StateOfAsync(owner, item.Namespace, cancellationToken) is not { } state)
                return RetryDelay;
            states[owner.Uid] = state;
        }

        return CollectionRules.Judge(item, owner => states[owner.Uid], _graph.HasBlockingDependents(uid)) switch
        {
            Verdict.Delete delete => Outcome(await api.DeleteAsync(
                item.Path, uid, cancellationToken, propagation: delete.InForeground ? "Foreground" : "Background")),
            Verdict.Release release => await ChangeAsync(item, metadata => RemoveOwners(metadata, release.OwnerUids), cancellationToken),
            _ => null,
        };
    }

    private async Task<TimeSpan?> AwaitDependentsAsync(OwnedObject owner, CancellationToken cancellationToken)
    {
        foreach (var dependent in _graph.DependentsOf(owner.Uid))
            _queue.Add(dependent.Uid);
        return _graph.HasBlockingDependents(owner.Uid)
            ? null
            : await ChangeAsync(owner, metadata => RemoveFinalizer(metadata, OwnedObject.ForegroundFinalizer), cancellationToken);
    }

    private async Task<TimeSpan?> OrphanDependentsAsync(OwnedObject owner, CancellationToken cancellationToken)
    {
        foreach (var dependent in _graph.DependentsOf(owner.Uid))
        {
            if (await ChangeAsync(dependent, metadata => RemoveOwners(metadata, [owner.Uid]), cancellationToken) is { } delay)
                return delay;
        }

        return await ChangeAsync(owner, metadata => RemoveFinalizer(metadata, OwnedObject.OrphanFinalizer), cancellationToken);
    }

    /// <summary>Null when it cannot be told now. What the graph does not know may just not have been seen yet: the server decides.</summary>
    private async Task<OwnerState?> StateOfAsync(Owner owner, string? dependentNamespace, CancellationToken cancellationToken)
    {
        if (_graph.Find(owner.Uid) is { } known && known.Name == owner.Name && known.Kind.Kind == owner.Kind
            && (known.Namespace is null || known.Namespace == dependentNamespace))
            return known.WaitsForDependents ? OwnerState.Waiting : OwnerState.Solid;
        if (_findKind(owner.ApiVersion, owner.Kind) is not { } kind)
            return null;

        var answer = await api.GetAsync(kind.Path(dependentNamespace, owner.Name), cancellationToken);
        if (answer.Status is 404)
            return OwnerState.Absent;
        if (!answer.Succeeded())
            return null;
        var live = OwnedObject.Of(kind, (JsonObject)answer.Body);
        return live.Uid != owner.Uid ? OwnerState.Absent : live.WaitsForDependents ? OwnerState.Waiting : OwnerState.Solid;
    }

    /// <summary>Reads, changes metadata, writes back on condition that nobody else wrote in between.</summary>
    private async Task<TimeSpan?> ChangeAsync(OwnedObject item, Func<JsonObject, JsonObject?> patchOf, CancellationToken cancellationToken)
    {
        var answer = await api.GetAsync(item.Path, cancellationToken);
        if (answer.Status is 404)
            return null;
        if (!answer.Succeeded() || answer.Body.ObjectAt("metadata") is not { } metadata)
            return RetryDelay;
        if (metadata.TextAt("uid") != item.Uid || patchOf(metadata) is not { } patch)
            return null;

        patch["resourceVersion"] = metadata.TextAt("resourceVersion");
        patch["uid"] = item.Uid;
        return Outcome(await api.PatchAsync(item.Path, new JsonObject { ["metadata"] = patch }, cancellationToken));
    }

    private static TimeSpan? Outcome(ApiAnswer answer) => answer.Succeeded() || answer.Status is 404 ? null : RetryDelay;

    private static JsonObject? RemoveOwners(JsonObject metadata, IReadOnlyCollection<string> uids)
    {
        var owners = metadata.ListAt("ownerReferences").Objects().ToList();
        var rest = owners.Where(owner => !uids.Contains(owner.TextAt("uid") ?? "")).ToList();
        if (rest.Count == owners.Count)
            return null;
        return new JsonObject
        {
            ["ownerReferences"] = rest.Count == 0 ? null : new JsonArray([.. rest.Select(owner => (JsonNode)owner.Clone())]),
        };
    }

    private static JsonObject? RemoveFinalizer(JsonObject metadata, string finalizer)
    {
        var finalizers = metadata.ListAt("finalizers").Texts().ToList();
        if (!finalizers.Remove(finalizer))
            return null;
        return new JsonObject
        {
            ["finalizers"] = finalizers.Count == 0 ? null : new JsonArray([.. finalizers.Select(one => (JsonNode)JsonValue.Create(one))]),
        };
    }
}
