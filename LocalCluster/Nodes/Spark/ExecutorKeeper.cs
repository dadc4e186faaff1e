using LocalCluster.Api;
using LocalCluster.Json;
using LocalCluster.Nodes.Kubelets;

namespace LocalCluster.Nodes.Spark;

/// <summary>Keeps as many executors as a driver wants: creates them, replaces lost ones, and dismisses those that are not needed any more.</summary>
internal sealed class ExecutorKeeper(ContainerRun run, SparkApplicationFacts facts, DriverApi driverApi) : IDisposable
{
    private readonly SemaphoreSlim _gate = new(1, 1);
    private readonly TaskCompletionSource _enough = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private ExecutorAllocation _allocation = ExecutorAllocation.For(facts);

    /// <summary>Completes when enough of the first executors run for the work to begin.</summary>
    public Task Enough => _enough.Task;

    public void Dispose() => _gate.Dispose();

    /// <summary>Returns when too many executors have failed.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        await ChangeAsync(allocation => allocation, cancellationToken);
        var deletesFailed = facts.Conf.Flag("spark.kubernetes.executor.deleteOnTermination", otherwise: true);
        await foreach (var change in driverApi.FollowExecutorsAsync(cancellationToken))
        {
            var failures = _allocation.Failures;
            var name = change.Object.TextAt("metadata", "name") ?? "";
            await ChangeAsync(allocation => allocation.After(change.Type, change.Object), cancellationToken);
            if (_allocation.Failures > failures)
            {
                run.Print($"WARN ExecutorPodsLifecycleManager: executor pod {name} failed ({_allocation.Failures} of {_allocation.MaxFailures}).");
                if (deletesFailed && change.Type is not "DELETED")
                    await driverApi.DeletePodAsync(name, change.Object.TextAt("metadata", "uid") ?? "", cancellationToken);
            }

            if (_allocation.HasFailedTooOften)
                return;
        }

        throw new DriverRefusedException("watching executor pods", new ApiAnswer(403, new System.Text.Json.Nodes.JsonObject { ["message"] = "the watch was refused" }));
    }

    /// <summary>From now on this many, within the bounds of the conf. How fast Spark would come there is not played.</summary>
    public Task WantAsync(int executors, CancellationToken cancellationToken)
    {
        var (fewest, most) = facts.ExecutorBounds;
        return ChangeAsync(allocation => allocation with { Target = Math.Max(fewest, Math.Min(executors, most)) }, cancellationToken);
    }

    private async Task ChangeAsync(Func<ExecutorAllocation, ExecutorAllocation> change, CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken);
        try
        {
            _allocation = change(_allocation);
            if (_allocation.HasFailedTooOften)
                return;
            await DismissAsync(cancellationToken);
            await CreateAsync(cancellationToken);
            if (_allocation.HasEnough && _enough.TrySetResult())
                run.Print($"INFO KubernetesClusterSchedulerBackend: SchedulerBackend is ready with {_allocation.Running.Count} executors.");
        }
        finally
        {
            _ = _gate.Release();
        }
    }

    private async Task CreateAsync(CancellationToken cancellationToken)
    {
        foreach (var id in _allocation.Missing.ToList())
        {
            var draft = ExecutorPods.Build(facts, id);
            await driverApi.CreateExecutorAsync(draft, cancellationToken);
            run.Print($"INFO ExecutorPodsAllocator: created executor pod {draft.Pod.TextAt("metadata", "name")}.");
            _allocation = _allocation.WithRequested(id);
        }
    }

    private async Task DismissAsync(CancellationToken cancellationToken)
    {
        foreach (var id in _allocation.Surplus.ToList())
        {
            var name = $"{facts.Prefix}-exec-{id}";
            run.Print($"INFO ExecutorAllocationManager: executor pod {name} is idle and is removed.");
            _allocation = _allocation.Without(id);
            await driverApi.DeletePodAsync(name, null, cancellationToken);
        }
    }
}
