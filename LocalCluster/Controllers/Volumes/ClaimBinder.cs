using System.Text.Json.Nodes;
using LocalCluster.Api;
using LocalCluster.Controllers.Watching;
using LocalCluster.Json;
using LocalCluster.Nodes.Kubelets;

namespace LocalCluster.Controllers.Volumes;

/// <summary>
/// Binds every claim to a volume made for it, at once, and lets a deleted claim go when no pod uses it any more.
/// Data is not kept anywhere: the volumes are names only.
/// </summary>
internal sealed class ClaimBinder(IClusterApi api, TimeProvider clock) : IInventoryObserver
{
    private const string ProtectingFinalizer = "kubernetes.io/pvc-protection";
    private static readonly TimeSpan RetryDelay = TimeSpan.FromSeconds(1);

    private readonly Dictionary<(string Namespace, string Name), string> _volumes = [];
    private readonly KeyQueue<(string Namespace, string Name)> _queue = new(clock);

    public Task RunAsync(CancellationToken cancellationToken) => _queue.RunAsync(BindAsync, cancellationToken);

    public void Observe(ObjectKind kind, WatchEvent change)
    {
        var @namespace = change.Object.TextAt("metadata", "namespace") ?? "";
        if (kind is { Kind: "PersistentVolumeClaim", Group: "" })
        {
            if (change.Type is "DELETED" || IsDeleting(change.Object) || change.Object.TextAt("status", "phase") is not "Bound")
                _queue.Add((@namespace, change.Object.TextAt("metadata", "name") ?? ""));
        }
        else if (kind is { Kind: "Pod", Group: "" } && (change.Type is "DELETED" || PodPhases.IsTerminal(change.Object.TextAt("status", "phase"))))
        {
            foreach (var claim in ClaimsOf(change.Object))
                _queue.Add((@namespace, claim));
        }
    }

    private static bool IsDeleting(JsonObject claim) => claim.At("metadata", "deletionTimestamp") is not null;

    private static IEnumerable<string> ClaimsOf(JsonObject pod) =>
        pod.ListAt("spec", "volumes").Objects().Select(volume => volume.TextAt("persistentVolumeClaim", "claimName")).OfType<string>();

    private async Task<TimeSpan?> BindAsync((string Namespace, string Name) key, CancellationToken cancellationToken)
    {
        var path = $"/api/v1/namespaces/{key.Namespace}/persistentvolumeclaims/{key.Name}";
        var answer = await api.GetAsync(path, cancellationToken);
        if (answer.Status is 404)
            return await ReleaseAsync(key, cancellationToken);
        if (!answer.Succeeded())
            return RetryDelay;
        var claim = (JsonObject)answer.Body;
        if (IsDeleting(claim))
            return await UnprotectAsync(path, key.Namespace, claim, cancellationToken);
        if (claim.TextAt("status", "phase") is "Bound")
            return null;

        var volume = claim.TextAt("spec", "volumeName") ?? $"pvc-{claim.TextAt("metadata", "uid")}";
        _volumes[key] = volume;
        var made = await api.PostAsync("/api/v1/persistentvolumes", Volume(volume, claim), cancellationToken);
        if (!made.Succeeded() && made.Status is not 409)
            return RetryDelay;
        var named = await api.PatchAsync(path, new JsonObject { ["spec"] = new JsonObject { ["volumeName"] = volume } }, cancellationToken);
        var bound = await api.PatchAsync($"{path}/status", new JsonObject
        {
            ["status"] = new JsonObject
            {
                ["phase"] = "Bound",
                ["accessModes"] = claim.At("spec", "accessModes")?.DeepClone(),
                ["capacity"] = claim.At("spec", "resources", "requests")?.DeepClone(),
            },
        }, cancellationToken);
        return (named.Succeeded() && bound.Succeeded()) || bound.Status is 404 ? null : RetryDelay;
    }

    private async Task<TimeSpan?> UnprotectAsync(string path, string @namespace, JsonObject claim, CancellationToken cancellationToken)
    {
        var finalizers = claim.ListAt("metadata", "finalizers").Texts().ToList();
        if (!finalizers.Remove(ProtectingFinalizer))
            return null;
        var pods = await api.GetAsync($"/api/v1/namespaces/{@namespace}/pods", cancellationToken);
        if (pods.Body.ListAt("items").Objects().Any(pod => !PodPhases.IsTerminal(pod.TextAt("status", "phase")) && ClaimsOf(pod).Contains(claim.TextAt("metadata", "name"))))
            return null;

        var patched = await api.PatchAsync(path, new JsonObject
        {
            ["metadata"] = new JsonObject
            {
                ["resourceVersion"] = claim.TextAt("metadata", "resourceVersion"),
                ["finalizers"] = finalizers.Count == 0 ? null : new JsonArray([.. finalizers.Select(one => (JsonNode)JsonValue.Create(one))]),
            },
        }, cancellationToken);
        return patched.Succeeded() || patched.Status is 404 ? null : RetryDelay;
    }

    /// <summary>The claim is gone, and its volume goes with it: reclaim policy Delete.</summary>
    private async Task<TimeSpan?> ReleaseAsync((string Namespace, string Name) key, CancellationToken cancellationToken)
    {
        if (_volumes.TryGetValue(key, out var volume))
        {
            var answer = await api.DeleteAsync($"/api/v1/persistentvolumes/{volume}", null, cancellationToken);
            if (!answer.Succeeded() && answer.Status is not 404)
                return RetryDelay;
            _ = _volumes.Remove(key);
        }

        return null;
    }

    private static JsonObject Volume(string name, JsonObject claim) => new()
    {
        ["apiVersion"] = "v1",
        ["kind"] = "PersistentVolume",
        ["metadata"] = new JsonObject { ["name"] = name },
        ["spec"] = new JsonObject
        {
            ["accessModes"] = claim.At("spec", "accessModes")?.DeepClone(),
            ["capacity"] = claim.At("spec", "resources", "requests")?.DeepClone(),
            ["persistentVolumeReclaimPolicy"] = "Delete",
            ["storageClassName"] = claim.TextAt("spec", "storageClassName") ?? "",
            ["hostPath"] = new JsonObject { ["path"] = $"/simulated/{name}" },
            ["claimRef"] = new JsonObject
            {
                ["apiVersion"] = "v1",
                ["kind"] = "PersistentVolumeClaim",
                ["namespace"] = claim.TextAt("metadata", "namespace"),
                ["name"] = claim.TextAt("metadata", "name"),
                ["uid"] = claim.TextAt("metadata", "uid"),
            },
        },
    };
}
