using System.Collections.Immutable;

namespace LocalCluster.Nodes.Staging;

/// <summary>How one pod's life goes, from a file in <c>stages/</c> and the pod's own annotations.</summary>
internal sealed record PodStage
{
    public required string Name { get; init; }

    /// <summary>Why no node is ever found; null: it is scheduled as any other.</summary>
    public string? NeverScheduled { get; init; }

    /// <summary>From binding until the kubelet writes its first status.</summary>
    public TimeSpan CreateAfter { get; init; } = TimeSpan.FromMilliseconds(50);

    /// <summary>From the first status until the containers start: image pull and network.</summary>
    public TimeSpan StartAfter { get; init; } = TimeSpan.FromMilliseconds(100);

    /// <summary>The registry's words when the image cannot be pulled; null: it can.</summary>
    public string? PullError { get; init; }

    /// <summary>How long the main container works; null: as its role has it.</summary>
    public TimeSpan? RunFor { get; init; }

    /// <summary>Exit codes of the main container: the first for the first start of a pod of this name, and so on; the last is repeated.</summary>
    public ImmutableArray<int> ExitCodes { get; init; } = [0];

    /// <summary>Reason of the end, such as <c>OOMKilled</c>; null: Completed for 0, else Error.</summary>
    public string? ExitReason { get; init; }

    /// <summary>The container is killed from outside at that time: what runs in it can do nothing about it.</summary>
    public bool Abrupt { get; init; }

    /// <summary>The kubelet's message when it evicts the pod instead of letting it end; null: it does not.</summary>
    public string? Evicted { get; init; }

    /// <summary>How long after the loss of its node the pod is deleted by the control plane; null: its node is not lost. Counted from the end of <see cref="RunFor"/>.</summary>
    public TimeSpan? LostFor { get; init; }

    /// <summary>The program ends before it has begun its work: a Spark driver makes no executor.</summary>
    public bool Early { get; init; }

    /// <summary>
    /// What the program prints when it ends with another code than 0, line by line. <c>{class}</c> and <c>{file}</c> stand for the main class
    /// and the application's file in its arguments.
    /// </summary>
    public ImmutableArray<string> Log { get; init; } = [];

    /// <summary>From the signal to stop until the containers have ended; bounded by the grace period.</summary>
    public TimeSpan StopAfter { get; init; } = TimeSpan.FromMilliseconds(100);

    /// <summary>Executors that the work of a driver could use, part after part of its time, where allocation is dynamic; empty: those it starts with.</summary>
    public ImmutableArray<int> ExecutorsWanted { get; init; } = [];

    /// <summary>The other containers run on when the main one has ended.</summary>
    public bool OthersStay { get; init; }
}
