namespace Controller.SparkApplications;

/// <summary>Times and bounds that hold for every application.</summary>
public sealed record LifeRules
{
    public static readonly LifeRules Default = new();

    /// <summary>How long a driver that was just created may be invisible. Default: 10 s.</summary>
    public TimeSpan DriverGrace { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Entries of <c>status.executorState</c>. Default: 1000.</summary>
    public int MaxTrackedExecutors { get; init; } = 1000;

    /// <summary>How long an API server may answer the creation of a driver with internal errors before the attempt counts as refused. Default: 1 min.</summary>
    public TimeSpan InternalErrorPatience { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>Whether edits that concern nothing but where executors run leave the driver alone. Default: no.</summary>
    public bool PartialRestart { get; init; }

    /// <summary>For applications without a time to live of their own; absent keeps them.</summary>
    public TimeSpan? DefaultTimeToLive { get; init; }

    /// <summary>How long a driver may be pending without a reason before its events are read, where that feature is on. Default: 15 s.</summary>
    public TimeSpan UnexplainedPending { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>Between two looks at something that is on its way out. Its watch event usually comes first.</summary>
    public TimeSpan LeftoverPoll { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>Between two looks at an application of which nothing is heard.</summary>
    public TimeSpan Resync { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>How long a pod may outlive its grace period before it counts as stuck, and an executor is waited for no longer.</summary>
    public TimeSpan StuckAfter { get; init; } = TimeSpan.FromMinutes(1);
}
