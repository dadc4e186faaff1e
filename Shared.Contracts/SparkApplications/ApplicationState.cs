namespace Shared.Contracts.SparkApplications;

/// <summary>The states of an application. <see cref="ApplicationStates"/> has their texts.</summary>
public enum ApplicationState
{
    /// <summary>Nobody has looked at it yet; the empty text.</summary>
    New,
    Submitted,
    Running,

    /// <summary>Final.</summary>
    Completed,

    /// <summary>Final.</summary>
    Failed,
    SubmissionFailed,
    PendingRerun,

    /// <summary>The specification changed; what runs is taken down before it runs again.</summary>
    Invalidating,

    /// <summary>The driver ended well; whether it runs again is still to be decided.</summary>
    Succeeding,

    /// <summary>The driver failed; whether it runs again is still to be decided.</summary>
    Failing,
    Suspending,
    Suspended,
    Resuming,

    /// <summary>The driver's state cannot be learnt; also every text that is none of ours.</summary>
    Unknown,
}
