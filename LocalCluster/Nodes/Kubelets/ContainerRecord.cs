namespace LocalCluster.Nodes.Kubelets;

/// <summary>Where a container stands.</summary>
internal abstract record ContainerState
{
    private ContainerState() { }

    public sealed record Waiting(string Reason, string? Message = null) : ContainerState;

    public sealed record Running(DateTimeOffset StartedAt) : ContainerState;

    public sealed record Terminated(int ExitCode, string Reason, string? Message, DateTimeOffset StartedAt, DateTimeOffset FinishedAt, int Attempt) : ContainerState;
}

/// <summary>A container as its kubelet knows it. A sidecar is an init container with restartPolicy Always: it runs on beside the others.</summary>
internal sealed record ContainerRecord(string Name, string Image, bool IsInit, bool IsSidecar, ContainerState State)
{
    public int RestartCount { get; init; }

    /// <summary>The end of the run before this one.</summary>
    public ContainerState.Terminated? Last { get; init; }

    public ContainerState.Terminated? Ended => State as ContainerState.Terminated;

    public bool IsRunning => State is ContainerState.Running;
}
