namespace Controller.Pods;

/// <summary>What decisions need of a pod, and nothing else: thousands of these live in the cache.</summary>
public sealed record PodRecord
{
    public required string Namespace { get; init; }
    public required string Name { get; init; }
    public required string Uid { get; init; }
    public string ResourceVersion { get; init; } = "";

    /// <summary>Label <c>sparkoperator.k8s.io/app-name</c>.</summary>
    public string? AppName { get; init; }

    /// <summary>Label <c>sparkoperator.k8s.io/connect-name</c>.</summary>
    public string? ConnectName { get; init; }

    /// <summary>Label <c>sparkoperator.k8s.io/submission-id</c>.</summary>
    public string? SubmissionId { get; init; }

    /// <summary>Label <c>spark-role</c>.</summary>
    public string? Role { get; init; }

    /// <summary>Label <c>spark-app-selector</c>: Spark's own id of the run.</summary>
    public string? SparkApplicationId { get; init; }

    /// <summary>The SparkApplication among its owners.</summary>
    public PodOwner? Application { get; init; }

    /// <summary>Its controlling owner, or else the first, of whatever kind.</summary>
    public PodOwner? Owner { get; init; }

    /// <summary>Annotation with the revision of the specification that a driver runs.</summary>
    public string? SpecRevision { get; init; }

    /// <summary>Labels that are also labels of series, when there are such; not kept otherwise.</summary>
    public IReadOnlyDictionary<string, string>? SeriesLabels { get; init; }

    public DateTimeOffset? CreatedAt { get; init; }

    /// <summary>When its grace period ends, once deletion was asked for.</summary>
    public DateTimeOffset? DeletionDeadline { get; init; }

    public PodPhase Phase { get; init; }

    /// <summary>Why the pod as a whole is in its phase, such as <c>Evicted</c>.</summary>
    public string? Reason { get; init; }

    public string? Message { get; init; }

    /// <summary>The container that runs Spark; absent while the node has not reported it.</summary>
    public ContainerRecord? Spark { get; init; }

    /// <summary>The init container that holds the others up: one that waits for a reason, or failed. Absent when there is none.</summary>
    public ContainerRecord? Init { get; init; }

    /// <summary>Who takes the pod away, by the reason of condition <c>DisruptionTarget</c>.</summary>
    public string? Disruption { get; init; }

    /// <summary>Where it is reached; absent while it has no address.</summary>
    public string? Address { get; init; }

    /// <summary>Condition <c>Ready</c>.</summary>
    public bool IsReady { get; init; }

    /// <summary>What the scheduler says when it finds no node.</summary>
    public string? Unschedulable { get; init; }

    /// <summary>Somebody holds it back from the scheduler; in the API server's words. Absent for all others.</summary>
    public string? Gated { get; init; }

    /// <summary>Two versions of one pod that no decision can tell apart: kubelets write more about a pod than is kept here.</summary>
    public static bool AreSame(PodRecord? before, PodRecord? after) =>
        before is not null && after is not null && before with { ResourceVersion = after.ResourceVersion } == after;

    public bool IsTerminating => DeletionDeadline is not null;

    /// <summary>No container of it will ever run again.</summary>
    public bool IsFinished => Phase is PodPhase.Succeeded or PodPhase.Failed;
}

/// <summary>An owner reference.</summary>
public sealed record PodOwner(string Kind, string Name, string Uid);

public enum PodPhase
{
    /// <summary>Also every phase that is none of the others, as the API server shows it for a lost node.</summary>
    Unknown,
    Pending,
    Running,
    Succeeded,
    Failed,
}

/// <summary>One container as its node last reported it.</summary>
/// <param name="ExitCode">Of a terminated container.</param>
/// <param name="Reason">Such as <c>ImagePullBackOff</c> or <c>OOMKilled</c>.</param>
public sealed record ContainerRecord(ContainerPhase Phase, int? ExitCode = null, string? Reason = null, string? Message = null);

public enum ContainerPhase
{
    Waiting,
    Running,
    Terminated,
}
