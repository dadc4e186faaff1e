using System.Text.Json.Nodes;
using LocalCluster.Api;
using LocalCluster.Controllers.Watching;
using LocalCluster.Json;
using LocalCluster.Nodes.Kubelets;
using LocalCluster.Nodes.Logs;
using LocalCluster.Nodes.Scheduling;
using LocalCluster.Nodes.Spark;
using LocalCluster.Nodes.Spark.Submitting;
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
    private readonly OrphanedPods _orphans;
    private readonly List<Task> _collecting = [];
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
        _orphans = new OrphanedPods(api, clock);
        _kubelet = new Kubelet(services, node => hostIps.GetValueOrDefault(node));

        IContainerProcess ProcessFor(JsonObject pod, JsonObject container) => SparkProcesses.For(pod, container) switch
        {
            SparkProgram.Driver or SparkProgram.ConnectServer => new SparkDriverProcess(api, clock, drivers),
            SparkProgram.Executor => new SparkExecutorProcess(clock, drivers),
            SparkProgram.Submit => new SparkSubmitProcess(api, clock),
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

    private async Task FollowNodesAsync(CancellationToken cancellationToken)
    {
        await foreach (var change in _api.FollowAsync("/api/v1/nodes", _clock, cancellationToken))
        {
            _scheduler.ObserveNode(change);
            if (change.Type is "DELETED" && change.Object.TextAt("metadata", "name") is { } node)
                _collecting.Add(LoseAsync(node, cancellationToken));
        }
    }

    private async Task LoseAsync(string node, CancellationToken cancellationToken)
    {
        await _kubelet.LoseNodeAsync(node);
        try
        {
            await _orphans.CollectAsync(node, cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The cluster stops: its pods go with it.
        }
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
