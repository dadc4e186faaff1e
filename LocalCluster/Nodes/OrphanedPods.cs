using System.Text.Json.Nodes;
using LocalCluster.Api;
using LocalCluster.Controllers.Watching;
using LocalCluster.Json;

namespace LocalCluster.Nodes;

/// <summary>Removes the pods of a node whose object was deleted, as the pod garbage collector of a cluster does: first marked as failed, then by force.</summary>
internal sealed class OrphanedPods(IClusterApi api, TimeProvider clock)
{
    /// <summary>In life 40 s.</summary>
    public static readonly TimeSpan Quarantine = TimeSpan.FromSeconds(5);

    public async Task CollectAsync(string node, CancellationToken cancellationToken)
    {
        await Task.Delay(Quarantine, clock, cancellationToken);
        if ((await api.GetAsync($"/api/v1/nodes/{node}", cancellationToken)).Succeeded())
            return;
        var pods = await api.GetAsync($"/api/v1/pods?fieldSelector=spec.nodeName%3D{node}", cancellationToken);
        foreach (var pod in pods.Body.ListAt("items").Objects())
        {
            var path = $"/api/v1/namespaces/{pod.TextAt("metadata", "namespace")}/pods/{pod.TextAt("metadata", "name")}";
            var uid = pod.TextAt("metadata", "uid");
            if (!Kubelets.PodPhases.IsTerminal(pod.TextAt("status", "phase")))
                _ = await api.PatchAsync($"{path}/status", new JsonObject { ["metadata"] = new JsonObject { ["uid"] = uid }, ["status"] = Failed(pod) }, cancellationToken);
            _ = await api.DeleteAsync(path, uid, cancellationToken, graceSeconds: 0);
        }
    }

    private JsonObject Failed(JsonObject pod) => new()
    {
        ["phase"] = "Failed",
        ["conditions"] = new JsonArray(
        [
            .. pod.ListAt("status", "conditions").Objects().Where(one => one.TextAt("type") is not "DisruptionTarget").Select(one => (JsonNode)one.Clone()),
            new JsonObject
            {
                ["type"] = "DisruptionTarget",
                ["status"] = "True",
                ["lastProbeTime"] = null,
                ["lastTransitionTime"] = Times.Seconds(clock.GetUtcNow()),
                ["reason"] = "DeletionByPodGC",
                ["message"] = "PodGC: node no longer exists",
            },
        ]),
    };
}
