using System.Text.Json.Nodes;
using LocalCluster.Api;
using LocalCluster.Nodes.Logs;
using LocalCluster.Nodes.Staging;

namespace LocalCluster.Nodes.Kubelets;

/// <summary>What every kubelet works with. <paramref name="ProcessFor"/> chooses what pretends to run in a container of a pod.</summary>
internal sealed record KubeletServices(
    IClusterApi Api, TimeProvider Clock, StageCatalogue Stages, PodLogs Logs, EventRecorder Events, Func<JsonObject, JsonObject, IContainerProcess> ProcessFor, Func<string> NextPodIp)
{
    /// <summary>The name that kubelets sign their events with.</summary>
    public const string Component = "kubelet";
}
