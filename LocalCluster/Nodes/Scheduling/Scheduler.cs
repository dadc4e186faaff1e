using System.Text.Json.Nodes;
using LocalCluster.Api;
using LocalCluster.Controllers.Watching;
using LocalCluster.Json;
using LocalCluster.Nodes.Staging;

namespace LocalCluster.Nodes.Scheduling;

/// <summary>The scheduler <c>default-scheduler</c>: binds pods that have no node to one that has room, and says why it cannot.</summary>
internal sealed class Scheduler(IClusterApi api, TimeProvider clock, StageCatalogue stages, EventRecorder events)
{
    private const string Name = "default-scheduler";
    private static readonly TimeSpan RetryDelay = TimeSpan.FromSeconds(1);

    private readonly Lock _lock = new();
    private readonly Dictionary<string, NodeLoad> _nodes = [];
    private readonly Dictionary<string, JsonObject> _pending = [];
    private readonly Dictionary<string, (string Node, Resources Demand)> _placed = [];
    private readonly Dictionary<string, Resources> _taken = [];
    private readonly HashSet<string> _unschedulable = [];
    private readonly KeyQueue<string> _queue = new(clock);

    /// <summary>Told of every change of a node.</summary>
    public void ObserveNode(WatchEvent change)
    {
        lock (_lock)
        {
            var name = change.Object.TextAt("metadata", "name") ?? "";
            if (change.Type is "DELETED")
                _ = _nodes.Remove(name);
            else
                _nodes[name] = NodeLoad.Of(change.Object) with { Taken = _taken.GetValueOrDefault(name) ?? Resources.None };
            RetryUnschedulable();
        }
    }

    /// <summary>Told of every change of a pod.</summary>
    public void ObservePod(WatchEvent change)
    {
        var pod = change.Object;
        var uid = pod.TextAt("metadata", "uid") ?? "";
        lock (_lock)
        {
            var isOver = change.Type is "DELETED" || Kubelets.PodPhases.IsTerminal(pod.TextAt("status", "phase"));
            if (isOver)
            {
                _ = _pending.Remove(uid);
                _ = _unschedulable.Remove(uid);
                if (Release(uid))
                    RetryUnschedulable();
            }
            else if (pod.TextAt("spec", "nodeName") is { } node)
            {
                _ = _pending.Remove(uid);
                _ = _unschedulable.Remove(uid);
                Occupy(uid, node, pod);
            }
            else if (IsMine(pod))
            {
                _pending[uid] = pod;
                if (!_unschedulable.Contains(uid))
                    _queue.Add(uid);
            }
            else
            {
                _ = _pending.Remove(uid);
            }
        }
    }

    public Task RunAsync(CancellationToken cancellationToken) => _queue.RunAsync(ScheduleAsync, cancellationToken);

    private static bool IsMine(JsonObject pod) =>
        pod.TextAt("spec", "schedulerName") is null or Name
        && pod.At("metadata", "deletionTimestamp") is null
        && pod.ListAt("spec", "schedulingGates") is not { Count: > 0 };

    private void Occupy(string uid, string node, JsonObject pod)
    {
        _ = Release(uid);
        var demand = PodDemand.Of(pod);
        _placed[uid] = (node, demand);
        Take(node, (_taken.GetValueOrDefault(node) ?? Resources.None).Plus(demand));
    }

    private bool Release(string uid)
    {
        if (!_placed.Remove(uid, out var place))
            return false;
        Take(place.Node, _taken[place.Node].Minus(place.Demand));
        return true;
    }

    // Pods may be seen before their node.
    private void Take(string node, Resources taken)
    {
        _taken[node] = taken;
        if (_nodes.TryGetValue(node, out var load))
            _nodes[node] = load with { Taken = taken };
    }

    private void RetryUnschedulable()
    {
        foreach (var uid in _unschedulable)
            _queue.Add(uid);
        _unschedulable.Clear();
    }

    private async Task<TimeSpan?> ScheduleAsync(string uid, CancellationToken cancellationToken)
    {
        JsonObject? pod;
        List<NodeLoad> nodes;
        lock (_lock)
        {
            if (!_pending.TryGetValue(uid, out pod))
                return null;
            nodes = [.. _nodes.Values];
        }

        var placement = stages.For(pod).Stage?.NeverScheduled is { } reason
            ? new Placement(null, $"0/{nodes.Count} nodes are available: {reason}.")
            : SchedulingRules.Place(pod, nodes);
        return placement.NodeName is { } node
            ? await BindAsync(pod, uid, node, cancellationToken)
            : await RefuseAsync(pod, uid, placement.Unschedulable!, cancellationToken);
    }

    private async Task<TimeSpan?> BindAsync(JsonObject pod, string uid, string node, CancellationToken cancellationToken)
    {
        // Counted before the answer, so that the next pod does not get the same room.
        lock (_lock)
            Occupy(uid, node, pod);

        var (@namespace, name) = Names(pod);
        var answer = await api.PostAsync($"/api/v1/namespaces/{@namespace}/pods/{name}/binding", new JsonObject
        {
            ["apiVersion"] = "v1",
            ["kind"] = "Binding",
            ["metadata"] = new JsonObject { ["name"] = name, ["namespace"] = @namespace, ["uid"] = uid },
            ["target"] = new JsonObject { ["apiVersion"] = "v1", ["kind"] = "Node", ["name"] = node },
        }, cancellationToken);
        if (answer.Succeeded())
        {
            await events.RecordAsync(pod, Name, "Normal", "Scheduled", $"Successfully assigned {@namespace}/{name} to {node}", cancellationToken);
            return null;
        }

        lock (_lock)
            _ = Release(uid);
        return answer.Status is 404 or 409 ? null : RetryDelay;
    }

    private async Task<TimeSpan?> RefuseAsync(JsonObject pod, string uid, string message, CancellationToken cancellationToken)
    {
        lock (_lock)
            _ = _unschedulable.Add(uid);

        var (@namespace, name) = Names(pod);
        var before = pod.ListAt("status", "conditions").Objects().FirstOrDefault(one => one.TextAt("type") == "PodScheduled");
        if (before.TextAt("message") == message)
            return null;

        var conditions = pod.ListAt("status", "conditions").Objects().Where(one => one != before).Select(one => (JsonNode)one.Clone());
        var answer = await api.PatchAsync($"/api/v1/namespaces/{@namespace}/pods/{name}/status", new JsonObject
        {
            ["metadata"] = new JsonObject { ["uid"] = uid },
            ["status"] = new JsonObject
            {
                ["conditions"] = new JsonArray([.. conditions, new JsonObject
                {
                    ["type"] = "PodScheduled",
                    ["status"] = "False",
                    ["lastProbeTime"] = null,
                    ["lastTransitionTime"] = before.TextAt("lastTransitionTime") ?? Times.Seconds(clock.GetUtcNow()),
                    ["reason"] = "Unschedulable",
                    ["message"] = message,
                }]),
            },
        }, cancellationToken);
        await events.RecordAsync(pod, Name, "Warning", "FailedScheduling", message, cancellationToken);
        return answer.Status is >= 500 or 429 ? RetryDelay : null;
    }

    private static (string Namespace, string Name) Names(JsonObject pod) =>
        (pod.TextAt("metadata", "namespace") ?? "", pod.TextAt("metadata", "name") ?? "");
}
