using LocalCluster.Api;
using LocalCluster.Controllers.GarbageCollection;
using LocalCluster.Controllers.Jobs;
using LocalCluster.Controllers.Namespaces;
using LocalCluster.Controllers.Quotas;
using LocalCluster.Controllers.Volumes;
using LocalCluster.Controllers.Watching;
using LocalCluster.Nodes;
using LocalCluster.Nodes.Logs;

namespace LocalCluster.Controllers;

/// <summary>Everything that lives beside the API server: controllers always, nodes and what serves them only when there are any.</summary>
internal static class ControlPlane
{
    /// <summary>Works until cancelled; an exception means that a part is broken and the cluster cannot be trusted any more.</summary>
    public static async Task RunAsync(
        IClusterApi api, TimeProvider clock, int nodes, string certificateAuthorityPem, PodLogs logs, CancellationToken cancellationToken)
    {
        var collector = new GarbageCollector(api, clock);
        var furniture = new NamespaceFurniture(api, clock, certificateAuthorityPem);
        var termination = new NamespaceTermination(api, clock);
        var quotas = new QuotaController(api, clock);
        var claims = new ClaimBinder(api, clock);
        var jobs = new JobController(api, clock);
        List<IInventoryObserver> observers = [collector, furniture, termination, quotas];
        if (nodes > 0)
            observers.AddRange([claims, jobs]);
        var inventory = new Inventory(api, clock, observers);

        List<Task> parts =
        [
            inventory.RunAsync(cancellationToken),
            collector.RunAsync(inventory.Find, cancellationToken),
            furniture.RunAsync(cancellationToken),
            termination.RunAsync(() => inventory.Kinds, cancellationToken),
            quotas.RunAsync(() => inventory.Kinds, cancellationToken),
        ];
        if (nodes > 0)
            parts.AddRange([claims.RunAsync(cancellationToken), jobs.RunAsync(cancellationToken), new SimulatedNodes(api, clock, nodes, logs).RunAsync(cancellationToken)]);

        // The first part to end tells how: all of them run until they are cancelled.
        await await Task.WhenAny(parts);
    }
}
