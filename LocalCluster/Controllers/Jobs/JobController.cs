using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using LocalCluster.Api;
using LocalCluster.Controllers.Watching;
using LocalCluster.Json;

namespace LocalCluster.Controllers.Jobs;

/// <summary>Makes the pods of Jobs and tells how they went.</summary>
internal sealed class JobController(IClusterApi api, TimeProvider clock) : IInventoryObserver
{
    private static readonly TimeSpan RetryDelay = TimeSpan.FromSeconds(1);

    private readonly KeyQueue<(string Namespace, string Name)> _queue = new(clock);
    private readonly ConcurrentDictionary<string, int> _created = new();

    public Task RunAsync(CancellationToken cancellationToken) => _queue.RunAsync(ReconcileAsync, cancellationToken);

    public void Observe(ObjectKind kind, WatchEvent change)
    {
        var @namespace = change.Object.TextAt("metadata", "namespace") ?? "";
        if (kind is { Kind: "Job", Group: "batch" })
        {
            if (change.Type is "DELETED")
                _ = _created.TryRemove(change.Object.TextAt("metadata", "uid") ?? "", out _);
            else
                _queue.Add((@namespace, change.Object.TextAt("metadata", "name") ?? ""));
        }
        else if (kind is { Kind: "Pod", Group: "" } && OwningJob(change.Object) is { } job)
        {
            _queue.Add((@namespace, job.TextAt("name") ?? ""));
        }
    }

    private static JsonObject? OwningJob(JsonObject pod) => pod.ListAt("metadata", "ownerReferences").Objects()
        .FirstOrDefault(owner => owner.TextAt("kind") is "Job" && (owner.FlagAt("controller") ?? false));

    private async Task<TimeSpan?> ReconcileAsync((string Namespace, string Name) key, CancellationToken cancellationToken)
    {
        var path = $"/apis/batch/v1/namespaces/{key.Namespace}/jobs/{key.Name}";
        var answer = await api.GetAsync(path, cancellationToken);
        if (answer.Status is 404)
            return null;
        if (!answer.Succeeded())
            return RetryDelay;
        var job = (JsonObject)answer.Body;
        var uid = job.TextAt("metadata", "uid") ?? "";
        if (job.At("metadata", "deletionTimestamp") is not null || job.TextAt("spec", "completionMode") is "Indexed")
            return null;

        var list = await api.GetAsync($"/api/v1/namespaces/{key.Namespace}/pods", cancellationToken);
        var pods = list.Body.ListAt("items").Objects()
            .Where(pod => OwningJob(pod).TextAt("uid") == uid)
            .Select(pod => new JobPod(pod.TextAt("metadata", "name") ?? "", pod.TextAt("metadata", "uid") ?? "", pod.TextAt("status", "phase") ?? "Pending", pod.At("metadata", "deletionTimestamp") is not null))
            .ToList();
        var decision = JobRules.Decide(job, pods, clock.GetUtcNow());
        foreach (var pod in decision.PodsToDelete)
            _ = await api.DeleteAsync($"/api/v1/namespaces/{key.Namespace}/pods/{pod.Name}", pod.Uid, cancellationToken);
        for (var i = 0; i < decision.PodsToCreate; i++)
        {
            var made = await api.PostAsync($"/api/v1/namespaces/{key.Namespace}/pods", Pod(job, uid), cancellationToken);
            if (!made.Succeeded())
                return RetryDelay;
        }

        if (JsonNode.DeepEquals(job["status"], decision.Status))
            return null;
        var written = await api.PatchAsync($"{path}/status", new JsonObject { ["status"] = decision.Status }, cancellationToken);
        return written.Succeeded() || written.Status is 404 ? null : RetryDelay;
    }

    private JsonObject Pod(JsonObject job, string uid)
    {
        var name = job.TextAt("metadata", "name");
        var number = _created.AddOrUpdate(uid, 0, (_, last) => last + 1);
        var pod = job.ObjectAt("spec", "template")?.Clone() ?? [];
        pod["apiVersion"] = "v1";
        pod["kind"] = "Pod";
        var metadata = pod.Ensure("metadata");
        metadata["name"] = $"{name}-{uid.Split('-')[0]}-{number}";
        foreach (var prefix in new[] { "", "batch.kubernetes.io/" })
        {
            metadata.Ensure("labels")[$"{prefix}controller-uid"] = uid;
            metadata.Ensure("labels")[$"{prefix}job-name"] = name;
        }

        metadata["ownerReferences"] = new JsonArray(new JsonObject
        {
            ["apiVersion"] = "batch/v1",
            ["kind"] = "Job",
            ["name"] = name,
            ["uid"] = uid,
            ["controller"] = true,
            ["blockOwnerDeletion"] = true,
        });
        return pod;
    }
}
