using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using LocalCluster.Api;
using LocalCluster.Json;

namespace LocalCluster.Nodes.Kubelets;

/// <summary>The kubelets of all simulated nodes: one worker for each pod that is bound to one of them.</summary>
internal sealed class Kubelet(KubeletServices services, Func<string, string?> hostIpOf)
{
    private readonly ConcurrentDictionary<string, (PodWorker Worker, Task Life)> _workers = new();
    private readonly Occurrences _occurrences = new();

    /// <summary>Told of every change of a pod, one after another.</summary>
    public void Observe(WatchEvent change, CancellationToken cancellationToken)
    {
        var pod = change.Object;
        var uid = pod.TextAt("metadata", "uid") ?? "";
        if (change.Type is "DELETED")
        {
            if (_workers.TryRemove(uid, out var gone))
            {
                services.Logs.Forget(uid, gone.Worker.Containers);
                _ = DropAsync(gone.Worker, gone.Life);
            }

            return;
        }

        if (_workers.TryGetValue(uid, out var known))
        {
            known.Worker.Update(pod);
        }
        else if (pod.TextAt("spec", "nodeName") is { } node && hostIpOf(node) is { } hostIp && !PodPhases.IsTerminal(pod.TextAt("status", "phase")))
        {
            Begin(pod, uid, hostIp, cancellationToken);
        }
    }

    /// <summary>Nothing is heard any more of the pods of this node.</summary>
    public Task LoseNodeAsync(string node) =>
        Task.WhenAll(_workers.Values.Where(one => one.Worker.Node == node).Select(one => one.Worker.LoseNodeAsync()));

    private void Begin(JsonObject pod, string uid, string hostIp, CancellationToken cancellationToken)
    {
        var name = $"{pod.TextAt("metadata", "namespace")}/{pod.TextAt("metadata", "name")}";
        var worker = new PodWorker(services, pod, hostIp, _occurrences.Count(name), cancellationToken);
        worker.Update(pod);
        _workers[uid] = (worker, LiveAsync(worker, pod, cancellationToken));
    }

    /// <summary>A mistake in the simulation of one pod is told where a user looks for it, and leaves the other pods alone.</summary>
    private async Task LiveAsync(PodWorker worker, JsonObject pod, CancellationToken cancellationToken)
    {
        try
        {
            await worker.RunAsync();
        }
        catch (Exception mistake) when (!cancellationToken.IsCancellationRequested)
        {
            await services.Events.RecordAsync(pod, KubeletServices.Component, "Warning", "SimulationFailed", $"{mistake.GetType().Name}: {mistake.Message}", cancellationToken);
        }
    }

    private static async Task DropAsync(PodWorker worker, Task life)
    {
        using (worker)
        {
            worker.Drop();
            await life;
        }
    }
}
