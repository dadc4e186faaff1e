using System.Collections.Immutable;
using Shared.Contracts.SparkApplications;

namespace Controller.SparkApplications;

/// <summary>What to do first, what to record then, and when to look again if nothing happens.</summary>
/// <param name="RequeueAfter">Absent only when the application is at rest for good, or when the recorded status itself wakes us.</param>
public sealed record Decision(SparkApplicationStatus Status, ImmutableArray<Effect> Effects, TimeSpan? RequeueAfter = null)
{
    /// <summary>Nothing may be decided on cached pods: read pods and then the application from the API server, and decide again.</summary>
    public bool NeedsLiveLook { get; init; }

    /// <summary>What the application waits for, when it is something that people should see.</summary>
    public Waiting? Waiting { get; init; }

    /// <summary>What would explain the status better; null when it explains itself.</summary>
    public Investigation? Investigation { get; init; }

    public static Decision LookLive(SparkApplicationStatus status) => new(status, []) { NeedsLiveLook = true };

    /// <summary>Nothing changes by itself before <paramref name="requeueAfter"/>.</summary>
    public static Decision Rest(SparkApplicationStatus status, TimeSpan? requeueAfter = null) => new(status, [], requeueAfter);
}

/// <summary>A visible wait.</summary>
/// <param name="Reason">One word in CamelCase for the condition.</param>
/// <param name="IsStalled">True when only a person can end it.</param>
public sealed record Waiting(string Reason, string Message, bool IsStalled = false)
{
    /// <summary>What was seen; absent when the message says it all.</summary>
    public string? Evidence { get; init; }

    /// <summary>What a person may do; absent when it ends by itself.</summary>
    public string? NextStep { get; init; }
}

/// <summary>A submission that was refused; a retry alone will not mend it.</summary>
/// <param name="Reason">One word in CamelCase, such as <c>Forbidden</c> or <c>NameConflict</c>.</param>
/// <param name="Message">The API server's own words where it was the one to refuse.</param>
public sealed record Rejection(string Reason, string Message, string? NextStep = null)
{
    /// <summary>Nothing but another specification or another policy mends it, so it is not tried again.</summary>
    public const string PolicyViolation = "PolicyViolation";
}
