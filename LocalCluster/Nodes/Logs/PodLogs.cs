using System.Collections.Concurrent;
using LocalCluster.Api;

namespace LocalCluster.Nodes.Logs;

/// <summary>The logs of all containers that have started and whose pods still exist.</summary>
internal sealed class PodLogs(TimeProvider clock) : IPodLogs
{
    private readonly ConcurrentDictionary<(string PodUid, string Container), (ContainerLog Now, ContainerLog? Before)> _logs = new();

    /// <summary>Begins the log of a new run; the one before it becomes the previous log.</summary>
    public ContainerLog Begin(string podUid, string container)
    {
        var log = new ContainerLog(clock);
        _ = _logs.AddOrUpdate((podUid, container), (log, null), (_, logs) => (log, logs.Now));
        return log;
    }

    /// <summary>Forgets a pod that is gone.</summary>
    public void Forget(string podUid, IEnumerable<string> containers)
    {
        foreach (var container in containers)
        {
            if (_logs.TryRemove((podUid, container), out var logs))
                logs.Now.End();
        }
    }

    public IAsyncEnumerable<LogLine>? Read(string podUid, string container, bool previous, bool follow, CancellationToken cancellationToken) =>
        _logs.TryGetValue((podUid, container), out var logs) ? (previous ? logs.Before : logs.Now)?.ReadAsync(follow, cancellationToken) : null;
}
