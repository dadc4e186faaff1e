using System.Text.Json.Nodes;
using LocalCluster.Api;
using LocalCluster.Controllers.Watching;
using LocalCluster.Json;
using LocalCluster.Nodes.Kubelets;
using LocalCluster.Nodes.Logs;
using LocalCluster.Nodes.Scheduling;
using LocalCluster.Nodes.Spark;
using LocalCluster.Nodes.Staging;

namespace LocalCluster.Nodes;

/// <summary>The nodes of the cluster, with their scheduler, kubelets and what pretends to run on them.</summary>
internal sealed class SimulatedNodes
{
    private readonly IClusterApi _api;
    private readonly TimeProvider _clock;
    private readonly int _count;
    private readonly Scheduler _scheduler;
    private readonly Kubelet _kubelet;
    private int _lastPodIp;

    public SimulatedNodes(IClusterApi api, TimeProvider clock, int count, PodLogs logs)
    {
        _api = api;
        _clock = clock;
        _count = count;
        var events = new EventRecorder(api, clock);
        var drivers = new RunningDrivers();
        var hostIps = Enumerable.Range(1, count).ToDictionary(NodeObjects.Name, NodeObjects.Ip);
        var services = new KubeletServices(api, clock, StageCatalogue.BuiltIn, logs, events, ProcessFor, NextPodIp);
        _scheduler = new Scheduler(api, clock, StageCatalogue.BuiltIn, events);
        _kubelet = new Kubelet(services, node => hostIps.GetValueOrDefault(node));

        IContainerProcess ProcessFor(JsonObject pod, JsonObject container) =>
            (pod.TextAt("metadata", "labels", "spark-role"), IsSparks(pod, container)) switch
            {
                ("driver", true) => new SparkDriverProcess(api, clock, drivers),
                ("executor", true) => new SparkExecutorProcess(clock, drivers),
                _ => new ScriptedProcess(clock),
            };
    }

    /// <summary>Registers the nodes and works until cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        for (var number = 1; number <= _count; number++)
            _ = await _api.PostAsync("/api/v1/nodes", NodeObjects.Build(number, _clock.GetUtcNow()), cancellationToken);
        await Task.WhenAll(FollowNodesAsync(cancellationToken), FollowPodsAsync(cancellationToken), _scheduler.RunAsync(cancellationToken));
    }

    /// <summary>The container that Spark gave the role as an argument; those beside it only pass the time.</summary>
    private static bool IsSparks(JsonObject pod, JsonObject container) =>
        container.ListAt("args").Texts().Contains(pod.TextAt("metadata", "labels", "spark-role"));

    private async Task FollowNodesAsync(CancellationToken cancellationToken)
    {
        await foreach (var change in _api.FollowAsync("/api/v1/nodes", _clock, cancellationToken))
            _scheduler.ObserveNode(change);
    }

    private async Task FollowPodsAsync(CancellationToken cancellationToken)
    {
        await foreach (var change in _api.FollowAsync("/api/v1/pods", _clock, cancellationToken))
        {
            _scheduler.ObservePod(change);
            _kubelet.Observe(change, cancellationToken);
        }
    }

    private string NextPodIp()
    {
        var number = Interlocked.Increment(ref _lastPodIp);
        return $"10.{1 + (number >> 16 & 0x3f)}.{number >> 8 & 0xff}.{number & 0xff}";
    }
}
