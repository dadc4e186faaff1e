namespace Kubernetes.Client.Queueing;

/// <summary>What a <see cref="WorkQueue{TKey}"/> tells its owner, for metrics. Called under its lock: must be quick and must not throw.</summary>
public interface IWorkQueueObserver
{
    /// <summary>A key begins to wait.</summary>
    void Added();

    /// <summary>A key failed and comes again after a while.</summary>
    void Retried();

    /// <summary>A worker took a key.</summary>
    void Taken(TimeSpan waited);

    /// <summary>A worker returned a key.</summary>
    void Returned(TimeSpan worked);
}
