namespace LocalCluster.Nodes.Kubelets;

/// <summary>The phase of a pod, from its containers and its restart policy.</summary>
internal static class PodPhases
{
    public static string Of(PodRecord pod)
    {
        if (pod.Evicted is not null)
            return "Failed";
        if (pod.InitContainers.Any(one => !one.IsSidecar && one.Ended is { ExitCode: not 0 }) && pod.RestartPolicy is "Never")
            return "Failed";

        var containers = pod.MainContainers.ToList();
        if (!pod.IsInitialized || containers.Any(one => one.State is ContainerState.Waiting && one.Last is null))
            return "Pending";
        // A pod that has ended has no container that runs: its sidecars are waited for.
        if (containers.Any(one => one.Ended is null) || pod.InitContainers.Any(one => one.IsSidecar && one.IsRunning))
            return "Running";

        var failed = containers.Any(one => one.Ended is { ExitCode: not 0 });
        if (pod.IsTerminating)
            return failed ? "Failed" : "Succeeded";
        return pod.RestartPolicy switch
        {
            "Never" => failed ? "Failed" : "Succeeded",
            "OnFailure" => failed ? "Running" : "Succeeded",
            _ => "Running",
        };
    }

    public static bool IsTerminal(string? phase) => phase is "Succeeded" or "Failed";
}
