using System.Collections.Concurrent;
using LocalCluster.Api;
using LocalCluster.Json;

namespace LocalCluster.Controllers.Watching;

/// <summary>Somebody who wants to know of every change of every object.</summary>
internal interface IInventoryObserver
{
    /// <summary>Called for one change after another of a kind, but for several kinds at the same time. Must not wait.</summary>
    void Observe(ObjectKind kind, WatchEvent change);
}

/// <summary>Watches everything that can be deleted: built-in kinds and, as they come and go, custom ones. Events are left out: nothing depends on them.</summary>
internal sealed class Inventory(IClusterApi api, TimeProvider clock, IReadOnlyList<IInventoryObserver> observers)
{
    private const string Definitions = "/apis/apiextensions.k8s.io/v1/customresourcedefinitions";

    private readonly ConcurrentDictionary<ObjectKind, CancellationTokenSource> _followed = new();
    private readonly TaskCompletionSource _broken = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>The kinds of this moment.</summary>
    public IReadOnlyCollection<ObjectKind> Kinds => [.. _followed.Keys];

    public ObjectKind? Find(string apiVersion, string kind)
    {
        var group = apiVersion.Contains('/', StringComparison.Ordinal) ? apiVersion[..apiVersion.IndexOf('/', StringComparison.Ordinal)] : "";
        return _followed.Keys.FirstOrDefault(one => one.Kind == kind && one.Group == group);
    }

    /// <summary>Works until cancelled; fails when one of its watches does.</summary>
    public async Task RunAsync(CancellationToken cancellationToken) =>
        await await Task.WhenAny(FollowDefinitionsAsync(cancellationToken), _broken.Task);

    private async Task FollowDefinitionsAsync(CancellationToken cancellationToken)
    {
        foreach (var kind in await BuiltInAsync(cancellationToken))
            Begin(kind, cancellationToken);

        var byDefinition = new Dictionary<string, ObjectKind>();
        await foreach (var change in api.FollowAsync(Definitions, clock, cancellationToken))
        {
            var name = change.Object.TextAt("metadata", "name") ?? "";
            var kind = change.Type is "DELETED" ? null : ObjectKind.DefinedBy(change.Object);
            if (byDefinition.TryGetValue(name, out var before) && before != kind)
            {
                await EndAsync(before);
                _ = byDefinition.Remove(name);
            }

            if (kind is not null && byDefinition.TryAdd(name, kind))
                Begin(kind, cancellationToken);
        }
    }

    private async Task<List<ObjectKind>> BuiltInAsync(CancellationToken cancellationToken)
    {
        var lists = new List<string> { "/api/v1" };
        var groups = await api.GetAsync("/apis", cancellationToken);
        lists.AddRange(groups.Body.ListAt("groups").Objects()
            .Select(group => group.TextAt("preferredVersion", "groupVersion"))
            .OfType<string>()
            .Select(groupVersion => $"/apis/{groupVersion}"));

        var kinds = new List<ObjectKind>();
        foreach (var path in lists)
        {
            var answer = await api.GetAsync(path, cancellationToken);
            if (answer.Succeeded())
                kinds.AddRange(ObjectKind.In(answer.Body).Where(kind => kind.Kind is not "Event"));
        }

        return kinds;
    }

    private void Begin(ObjectKind kind, CancellationToken cancellationToken)
    {
        var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        if (_followed.TryAdd(kind, stop))
            _ = FollowAsync(kind, stop.Token);
        else
            stop.Dispose();
    }

    private async Task EndAsync(ObjectKind kind)
    {
        if (_followed.TryRemove(kind, out var stop))
            await stop.CancelAsync();
    }

    private async Task FollowAsync(ObjectKind kind, CancellationToken cancellationToken)
    {
        try
        {
            // Served since the write that established its definition; it ends when that is gone.
            await foreach (var change in api.FollowAsync(kind.Collection, clock, cancellationToken))
            {
                foreach (var observer in observers)
                    observer.Observe(kind, change);
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The definition is gone or the cluster stops; both are no news to anybody.
        }
        catch (Exception mistake)
        {
            _ = _broken.TrySetException(mistake);
        }
    }
}
