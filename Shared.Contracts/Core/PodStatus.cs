namespace Shared.Contracts.Core;

/// <summary>Source: <c>core/v1 PodStatus</c>.</summary>
public sealed record PodStatus : OpenRecord
{
    /// <summary><c>Pending</c>, <c>Running</c>, <c>Succeeded</c>, <c>Failed</c> or <c>Unknown</c>.</summary>
    public string? Phase { get; init; }

    /// <summary>Why the pod as a whole is in its phase, such as <c>Evicted</c>.</summary>
    public string? Reason { get; init; }

    public string? Message { get; init; }
    public string? PodIP { get; init; }
    public string? HostIP { get; init; }
    public DateTimeOffset? StartTime { get; init; }
    public IReadOnlyList<Condition>? Conditions { get; init; }
    public IReadOnlyList<ContainerStatus>? ContainerStatuses { get; init; }
    public IReadOnlyList<ContainerStatus>? InitContainerStatuses { get; init; }
}

/// <summary>Source: <c>core/v1 ContainerStatus</c>.</summary>
public sealed record ContainerStatus : OpenRecord
{
    public string? Name { get; init; }
    public bool? Ready { get; init; }
    public int? RestartCount { get; init; }
    public ContainerState? State { get; init; }
    public ContainerState? LastState { get; init; }
}

/// <summary>Source: <c>core/v1 ContainerState</c>; at most one member is set.</summary>
public sealed record ContainerState : OpenRecord
{
    public ContainerStateWaiting? Waiting { get; init; }
    public ContainerStateRunning? Running { get; init; }
    public ContainerStateTerminated? Terminated { get; init; }
}

/// <summary>Source: <c>core/v1 ContainerStateWaiting</c>.</summary>
public sealed record ContainerStateWaiting : OpenRecord
{
    public string? Reason { get; init; }
    public string? Message { get; init; }
}

/// <summary>Source: <c>core/v1 ContainerStateRunning</c>.</summary>
public sealed record ContainerStateRunning : OpenRecord
{
    public DateTimeOffset? StartedAt { get; init; }
}

/// <summary>Source: <c>core/v1 ContainerStateTerminated</c>.</summary>
public sealed record ContainerStateTerminated : OpenRecord
{
    public int? ExitCode { get; init; }
    public int? Signal { get; init; }
    public string? Reason { get; init; }
    public string? Message { get; init; }
    public DateTimeOffset? StartedAt { get; init; }
    public DateTimeOffset? FinishedAt { get; init; }
}
