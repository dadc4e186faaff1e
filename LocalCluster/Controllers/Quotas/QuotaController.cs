using System.Collections.Concurrent;
using System.Numerics;
using System.Text.Json.Nodes;
using LocalCluster.Admission;
using LocalCluster.Api;
using LocalCluster.Controllers.Watching;
using LocalCluster.Json;
using LocalCluster.Kinds;

namespace LocalCluster.Controllers.Quotas;

/// <summary>Keeps the status of resource quotas: what they allow, and how much of it is used.</summary>
internal sealed class QuotaController(IClusterApi api, TimeProvider clock) : IInventoryObserver
{
    private static readonly TimeSpan RetryDelay = TimeSpan.FromSeconds(1);

    private readonly KeyQueue<(string Namespace, string Name)> _queue = new(clock);
    private readonly ConcurrentDictionary<(string Namespace, string Name), string[]> _quotas = new();

    private Func<IReadOnlyCollection<ObjectKind>> _kinds = () => [];

    public Task RunAsync(Func<IReadOnlyCollection<ObjectKind>> kinds, CancellationToken cancellationToken)
    {
        _kinds = kinds;
        return _queue.RunAsync(UpdateAsync, cancellationToken);
    }

    public void Observe(ObjectKind kind, WatchEvent change)
    {
        if (change.Object.TextAt("metadata", "namespace") is not { } @namespace)
            return;
        if (kind is { Kind: "ResourceQuota", Group: "" })
        {
            var key = (@namespace, change.Object.TextAt("metadata", "name") ?? "");
            if (change.Type is "DELETED")
            {
                _ = _quotas.TryRemove(key, out _);
                return;
            }

            _quotas[key] = [.. (change.Object.ObjectAt("spec", "hard") ?? []).Select(pair => pair.Key)];
            _queue.Add(key);
            return;
        }

        var served = Served(kind);
        foreach (var (key, resources) in _quotas.Where(quota => quota.Key.Namespace == @namespace && quota.Value.Any(resource => QuotaUsage.Concerns(resource, served))))
            _queue.Add(key);
    }

    private async Task<TimeSpan?> UpdateAsync((string Namespace, string Name) key, CancellationToken cancellationToken)
    {
        var path = $"/api/v1/namespaces/{key.Namespace}/resourcequotas/{key.Name}";
        var answer = await api.GetAsync(path, cancellationToken);
        if (answer.Status is 404)
            return null;
        if (!answer.Succeeded())
            return RetryDelay;

        var hard = answer.Body.ObjectAt("spec", "hard") ?? [];
        var used = new JsonObject();
        foreach (var resource in hard.Select(pair => pair.Key))
            used[resource] = QuotaUsage.Format(resource, await UsedAsync(resource, key.Namespace, cancellationToken));
        var status = new JsonObject { ["hard"] = hard.Clone(), ["used"] = used };
        if (JsonNode.DeepEquals(status, answer.Body.ObjectAt("status")))
            return null;
        var patched = await api.PatchAsync($"{path}/status", new JsonObject { ["status"] = status }, cancellationToken);
        return patched.Succeeded() || patched.Status is 404 ? null : RetryDelay;
    }

    private async Task<BigInteger> UsedAsync(string resource, string @namespace, CancellationToken cancellationToken)
    {
        var sum = BigInteger.Zero;
        foreach (var kind in _kinds().Where(kind => QuotaUsage.Concerns(resource, Served(kind))))
        {
            var list = await api.GetAsync(kind.CollectionIn(@namespace), cancellationToken);
            sum = list.Body.ListAt("items").Objects().Aggregate(sum, (total, item) => total + QuotaUsage.Of(resource, Served(kind), item));
        }

        return sum;
    }

    private static ResourceKind Served(ObjectKind kind) =>
        new(kind.Group, kind.ApiVersion[(kind.ApiVersion.IndexOf('/', StringComparison.Ordinal) + 1)..], kind.Plural, kind.Kind, kind.Namespaced);
}
