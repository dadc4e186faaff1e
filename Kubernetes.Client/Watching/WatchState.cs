namespace Kubernetes.Client.Watching;

/// <summary>Where a reflector stands. A list ends explicitly, so that a relist can never look like a wave of deletions.</summary>
internal abstract record WatchState
{
    private WatchState()
    {
    }

    /// <summary>Nothing is known of the present: get it whole.</summary>
    public sealed record MustList : WatchState;

    /// <summary>Everything up to this version is known.</summary>
    public sealed record Following(string ResourceVersion) : WatchState;
}
