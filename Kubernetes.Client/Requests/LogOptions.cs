namespace Kubernetes.Client.Requests;

/// <summary>Which part of a container's log. Absent means: not sent.</summary>
public sealed record LogOptions
{
    /// <summary>Required by the server when the pod has several containers.</summary>
    public string? Container { get; init; }

    /// <summary>Keep the answer open and send what comes.</summary>
    public bool Follow { get; init; }

    /// <summary>The container's life before its last restart.</summary>
    public bool Previous { get; init; }

    public bool Timestamps { get; init; }

    /// <summary>Lines from the end.</summary>
    public int? TailLines { get; init; }

    /// <summary>In whole seconds.</summary>
    public TimeSpan? Since { get; init; }

    /// <summary>Lines from this instant on; servers may count whole seconds only. Not together with <see cref="Since"/>.</summary>
    public DateTimeOffset? SinceTime { get; init; }

    public long? LimitBytes { get; init; }
}
