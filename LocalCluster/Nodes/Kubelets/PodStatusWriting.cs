using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using LocalCluster.Json;

namespace LocalCluster.Nodes.Kubelets;

/// <summary>The status that a kubelet writes, whole; pure. Conditions of others (<c>PodScheduled</c>, readiness gates) are carried over from what is observed.</summary>
internal static class PodStatusWriting
{
    private static readonly string[] Own = ["PodReadyToStartContainers", "Initialized", "Ready", "ContainersReady"];

    public static JsonObject Write(PodRecord pod, JsonObject? observed, JsonObject? written, DateTimeOffset now)
    {
        var phase = PodPhases.Of(pod);
        var status = new JsonObject
        {
            ["phase"] = phase,
            ["conditions"] = Conditions(pod, phase, observed.ListAt("conditions"), written.ListAt("conditions"), now),
            ["hostIP"] = pod.HostIp,
            ["hostIPs"] = new JsonArray(new JsonObject { ["ip"] = pod.HostIp }),
            ["startTime"] = Times.Seconds(pod.StartTime),
            ["containerStatuses"] = Statuses(pod, pod.MainContainers),
        };
        if (pod.PodIp is not null)
        {
            status["podIP"] = pod.PodIp;
            status["podIPs"] = new JsonArray(new JsonObject { ["ip"] = pod.PodIp });
        }

        if (pod.InitContainers.Any())
            status["initContainerStatuses"] = Statuses(pod, pod.InitContainers);
        if (pod.Evicted is not null)
        {
            status["reason"] = "Evicted";
            status["message"] = pod.Evicted;
        }

        if (observed.TextAt("qosClass") is { } quality)
            status["qosClass"] = quality;
        return status;
    }

    private static JsonArray Conditions(PodRecord pod, string phase, JsonArray? observed, JsonArray? written, DateTimeOffset now)
    {
        var unready = pod.MainContainers.Where(one => !one.IsRunning).Select(one => one.Name).ToList();
        var incomplete = pod.InitContainers.Where(one => one.Ended is not { ExitCode: 0 } && !(one.IsSidecar && one.IsRunning)).Select(one => one.Name).ToList();
        var (notReady, notReadyMessage) = phase switch
        {
            "Succeeded" => ("PodCompleted", null),
            "Failed" => ("PodFailed", null),
            _ => ("ContainersNotReady", $"containers with unready status: [{string.Join(' ', unready)}]"),
        };

        var conditions = new JsonArray();
        if (pod.Evicted is not null)
            conditions.Add((JsonNode)Condition("DisruptionTarget", true, "TerminationByKubelet", pod.Evicted));
        conditions.Add((JsonNode)Condition("PodReadyToStartContainers", pod.PodIp is not null && !PodPhases.IsTerminal(phase), null, null));
        conditions.Add((JsonNode)(pod.IsInitialized || phase is "Succeeded"
            ? Condition("Initialized", true, phase is "Succeeded" ? "PodCompleted" : null, null)
            : Condition("Initialized", false, "ContainersNotInitialized", $"containers with incomplete status: [{string.Join(' ', incomplete)}]")));
        var ready = phase is "Running" && unready.Count == 0;
        conditions.Add((JsonNode)Condition("Ready", ready, ready ? null : notReady, ready ? null : notReadyMessage));
        conditions.Add((JsonNode)Condition("ContainersReady", ready, ready ? null : notReady, ready ? null : notReadyMessage));
        foreach (var foreign in observed.Objects().Where(one => !Own.Contains(one.TextAt("type")) && !(pod.Evicted is not null && one.TextAt("type") is "DisruptionTarget")))
            conditions.Add((JsonNode)foreign.Clone());
        return conditions;

        JsonObject Condition(string type, bool holds, string? reason, string? message)
        {
            var value = holds ? "True" : "False";
            var same = written.Objects().FirstOrDefault(one => one.TextAt("type") == type && one.TextAt("status") == value);
            var condition = new JsonObject
            {
                ["type"] = type,
                ["status"] = value,
                ["lastProbeTime"] = null,
                ["lastTransitionTime"] = same?.TextAt("lastTransitionTime") ?? Times.Seconds(now),
            };
            if (reason is not null)
                condition["reason"] = reason;
            if (message is not null)
                condition["message"] = message;
            return condition;
        }
    }

    private static JsonArray Statuses(PodRecord pod, IEnumerable<ContainerRecord> containers) =>
        new([.. containers.OrderBy(one => one.IsInit ? "" : one.Name, StringComparer.Ordinal).Select(one => (JsonNode)Status(pod, one))]);

    private static JsonObject Status(PodRecord pod, ContainerRecord container)
    {
        var started = container.IsRunning || container.Ended is not null || container.Last is not null;
        var status = new JsonObject
        {
            ["name"] = container.Name,
            ["state"] = State(pod, container, container.State),
            ["lastState"] = container.Last is { } last ? State(pod, container, last) : new JsonObject(),
            ["ready"] = container.IsInit && !container.IsSidecar ? container.Ended is { ExitCode: 0 } : container.IsRunning,
            ["restartCount"] = container.RestartCount,
            ["image"] = container.Image,
            ["imageID"] = started ? $"{container.Image.Split(':')[0]}@sha256:{Hash(container.Image)}" : "",
            ["started"] = container.IsRunning && (!container.IsInit || container.IsSidecar),
        };
        if (started)
            status["containerID"] = ContainerId(pod, container, container.Ended?.Attempt ?? container.RestartCount);
        return status;
    }

    private static JsonObject State(PodRecord pod, ContainerRecord container, ContainerState state)
    {
        switch (state)
        {
            case ContainerState.Running running:
                return new JsonObject { ["running"] = new JsonObject { ["startedAt"] = Times.Seconds(running.StartedAt) } };
            case ContainerState.Terminated ended:
                var terminated = new JsonObject { ["exitCode"] = ended.ExitCode, ["reason"] = ended.Reason };
                if (ended.Message is not null)
                    terminated["message"] = ended.Message;
                terminated["startedAt"] = Times.Seconds(ended.StartedAt);
                terminated["finishedAt"] = Times.Seconds(ended.FinishedAt);
                terminated["containerID"] = ContainerId(pod, container, ended.Attempt);
                return new JsonObject { ["terminated"] = terminated };
            case ContainerState.Waiting waits:
                var waiting = new JsonObject { ["reason"] = waits.Reason };
                if (waits.Message is not null)
                    waiting["message"] = waits.Message;
                return new JsonObject { ["waiting"] = waiting };
            default:
                throw new InvalidOperationException($"Container state '{state.GetType().Name}' has no form in a pod status.");
        }
    }

    private static string ContainerId(PodRecord pod, ContainerRecord container, int attempt) =>
        $"containerd://{Hash($"{pod.Uid}/{container.Name}/{attempt}")}";

    private static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
