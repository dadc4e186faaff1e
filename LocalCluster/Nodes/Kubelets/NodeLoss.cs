using System.Text.Json.Nodes;
using LocalCluster.Controllers.Watching;
using LocalCluster.Json;

namespace LocalCluster.Nodes.Kubelets;

/// <summary>
/// What the control plane does about a pod whose node it hears nothing of: it marks the pod unready, and later deletes it. The pod stays, terminating,
/// until somebody removes it by force. The node itself is left alone, for other pods live on it.
/// </summary>
internal sealed class NodeLoss(KubeletServices services, Func<JsonObject> observedPod, Func<Task> loseNode)
{
    /// <summary><paramref name="after"/> is when the node is lost, <paramref name="toleration"/> how long the pod bears it.</summary>
    public async Task RunAsync(TimeSpan after, TimeSpan toleration, CancellationToken podGone)
    {
        await Task.Delay(after, services.Clock, podGone);
        await loseNode();
        await PatchAsync(Unready("Ready"), podGone);
        await EventAsync("NodeNotReady", "Node is not ready", podGone);
        await Task.Delay(toleration, services.Clock, podGone);
        await PatchAsync(Condition("DisruptionTarget", "True", "DeletionByTaintManager", "Taint manager: deleting due to NoExecute taint"), podGone);
        await EventAsync("TaintManagerEviction", "Marking for deletion Pod", podGone);
        _ = await services.Api.DeleteAsync(Path, observedPod().TextAt("metadata", "uid"), podGone);
    }

    private string Path => $"/api/v1/namespaces/{observedPod().TextAt("metadata", "namespace")}/pods/{observedPod().TextAt("metadata", "name")}";

    private Task PatchAsync(JsonObject condition, CancellationToken cancellationToken)
    {
        var type = condition.TextAt("type");
        var others = observedPod().ListAt("status", "conditions").Objects().Where(one => one.TextAt("type") != type).Select(one => (JsonNode)one.Clone());
        return services.Api.PatchAsync($"{Path}/status", new JsonObject { ["status"] = new JsonObject { ["conditions"] = new JsonArray([.. others, condition]) } }, cancellationToken);
    }

    private JsonObject Unready(string type) => Condition(type, "False", "NodeNotReady", "the node of the pod does not answer");

    private JsonObject Condition(string type, string status, string reason, string message) => new()
    {
        ["type"] = type,
        ["status"] = status,
        ["lastProbeTime"] = null,
        ["lastTransitionTime"] = Times.Seconds(services.Clock.GetUtcNow()),
        ["reason"] = reason,
        ["message"] = message,
    };

    private Task EventAsync(string reason, string message, CancellationToken cancellationToken) =>
        services.Events.RecordAsync(observedPod(), "node-controller", reason is "NodeNotReady" ? "Warning" : "Normal", reason, message, cancellationToken);
}
