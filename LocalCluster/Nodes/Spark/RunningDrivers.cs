using System.Collections.Concurrent;

namespace LocalCluster.Nodes.Spark;

/// <summary>The connection between executors and their driver: it breaks when the driver ends.</summary>
internal sealed class RunningDrivers
{
    private readonly ConcurrentDictionary<string, TaskCompletionSource<bool>> _drivers = new();

    public void Begin(string driverUid) => _drivers[driverUid] = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary><paramref name="orderly"/>: the driver told its executors to end; else they lose it.</summary>
    public void End(string driverUid, bool orderly)
    {
        if (_drivers.TryRemove(driverUid, out var driver))
            _ = driver.TrySetResult(orderly);
    }

    /// <summary>Completes when the driver ends, with true when it said so; at once with false when there is no such driver.</summary>
    public Task<bool> EndOf(string driverUid) => _drivers.TryGetValue(driverUid, out var driver) ? driver.Task : Task.FromResult(false);
}
