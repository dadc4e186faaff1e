using System.Text.Json.Nodes;
using LocalCluster.Json;

namespace LocalCluster.Tables;

/// <summary>One word for the state of a pod.</summary>
internal static class PodStatusText
{
    public static string Of(JsonObject pod)
    {
        var status = pod.ObjectAt("status");
        var reason = status.TextAt("reason") is { Length: > 0 } given ? given : status.TextAt("phase") ?? "";
        if (status?["conditions"].Objects().Any(c => c.TextAt("type") is "PodScheduled" && c.TextAt("reason") is "SchedulingGated") == true)
            reason = "SchedulingGated";

        if (Initializing(pod, status) is { } init)
            reason = init;
        else
            reason = Running(status, reason);

        if (pod.TextAt("metadata", "deletionTimestamp") is null)
            return reason;
        return status.TextAt("reason") is "NodeLost" ? "Unknown" : status.TextAt("phase") is "Succeeded" or "Failed" ? reason : "Terminating";
    }

    private static string? Initializing(JsonObject pod, JsonObject? status)
    {
        var restartable = pod.ObjectAt("spec")?["initContainers"].Objects().Where(c => c.TextAt("restartPolicy") is "Always").Select(c => c.TextAt("name")).ToHashSet() ?? [];
        var (index, total) = (0, pod.ListAt("spec", "initContainers")?.Count ?? 0);
        foreach (var container in status?["initContainerStatuses"].Objects() ?? [])
        {
            var state = container.ObjectAt("state");
            if (state.ObjectAt("terminated") is { } ended)
            {
                if (ended.NumberAt("exitCode") is not 0)
                    return Terminated(ended, "Init:");
            }
            else if (!(restartable.Contains(container.TextAt("name")) && container.FlagAt("started") == true))
            {
                return state.TextAt("waiting", "reason") is { Length: > 0 } waiting and not "PodInitializing" ? $"Init:{waiting}" : $"Init:{index}/{total}";
            }

            index++;
        }

        return null;
    }

    private static string Running(JsonObject? status, string reason)
    {
        var hasRunning = false;
        foreach (var container in status?["containerStatuses"].Objects().Reverse() ?? [])
        {
            var state = container.ObjectAt("state");
            if (state.TextAt("waiting", "reason") is { Length: > 0 } waiting)
                reason = waiting;
            else if (state.ObjectAt("terminated") is { } ended)
                reason = Terminated(ended, "");
            else if (container.FlagAt("ready") == true && state.ObjectAt("running") is not null)
                hasRunning = true;
        }

        // Some container still runs although another has completed.
        if (reason is "Completed" && hasRunning)
            return status?["conditions"].Objects().Any(c => c.TextAt("type") is "Ready" && c.TextAt("status") is "True") == true ? "Running" : "NotReady";
        return reason;
    }

    private static string Terminated(JsonObject ended, string prefix) =>
        ended.TextAt("reason") is { Length: > 0 } reason ? prefix + reason
        : ended.NumberAt("signal") is > 0 and var signal ? $"{prefix}Signal:{signal}"
        : $"{prefix}ExitCode:{ended.NumberAt("exitCode") ?? 0}";
}
