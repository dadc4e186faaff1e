namespace Kubernetes.Client.LeaderElection;

/// <summary>Whose lease, and how patient. Each time must be well below the one before: duration, deadline, retry.</summary>
public sealed record LeaseOptions
{
    public required string Namespace { get; init; }

    public required string Name { get; init; }

    /// <summary>Unique to this process, such as pod name and UID.</summary>
    public required string Identity { get; init; }

    /// <summary>How long others wait for a holder that does not renew. Default: 15 s.</summary>
    public TimeSpan Duration { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>A holder that could not renew for so long stops leading, before others may take over. Default: 10 s.</summary>
    public TimeSpan RenewDeadline { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Between looks at the lease. Default: 2 s.</summary>
    public TimeSpan Retry { get; init; } = TimeSpan.FromSeconds(2);
}
