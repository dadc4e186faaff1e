using System.Collections.Immutable;
using System.Text.Json.Nodes;
using LocalCluster.Json;

namespace LocalCluster.Nodes.Kubelets;

/// <summary>A pod as its kubelet knows it: what its status is made from.</summary>
internal sealed record PodRecord(string Uid, string RestartPolicy, string HostIp, DateTimeOffset StartTime, ImmutableArray<ContainerRecord> Containers)
{
    public string? PodIp { get; init; }

    /// <summary>The kubelet's message when it evicted the pod.</summary>
    public string? Evicted { get; init; }

    /// <summary>It was asked to end: nothing is restarted any more, whatever its policy.</summary>
    public bool IsTerminating { get; init; }

    public IEnumerable<ContainerRecord> InitContainers => Containers.Where(container => container.IsInit);

    public IEnumerable<ContainerRecord> MainContainers => Containers.Where(container => !container.IsInit);

    /// <summary>All init containers have done their part: ended well, or run on as sidecars.</summary>
    public bool IsInitialized => InitContainers.All(one => one.IsSidecar ? one.IsRunning || one.Ended is not null : one.Ended is { ExitCode: 0 });

    public PodRecord With(string container, Func<ContainerRecord, ContainerRecord> change) =>
        this with { Containers = [.. Containers.Select(one => one.Name == container ? change(one) : one)] };

    public PodRecord WithWaiting(string reason, string? message) =>
        this with { Containers = [.. Containers.Select(one => one.State is ContainerState.Waiting ? one with { State = new ContainerState.Waiting(reason, message) } : one)] };

    /// <summary>A pod that the kubelet has just seen.</summary>
    public static PodRecord Of(JsonObject pod, string hostIp, DateTimeOffset now)
    {
        var inits = pod.ListAt("spec", "initContainers").Objects().ToList();
        var waiting = new ContainerState.Waiting(inits.Count == 0 ? "ContainerCreating" : "PodInitializing");
        return new PodRecord(
            pod.TextAt("metadata", "uid") ?? "",
            pod.TextAt("spec", "restartPolicy") ?? "Always",
            hostIp,
            now,
            [.. inits.Select(one => Container(one, true)), .. pod.ListAt("spec", "containers").Objects().Select(one => Container(one, false))]);

        ContainerRecord Container(JsonObject spec, bool isInit) =>
            new(spec.TextAt("name") ?? "", spec.TextAt("image") ?? "", isInit, isInit && spec.TextAt("restartPolicy") is "Always", waiting);
    }
}
