using Shared.Submission;

namespace Controller.SparkApplications;

/// <summary>The closed set of things that the controller does for an application. Each is safe to repeat.</summary>
public abstract record Effect
{
    private Effect()
    {
    }

    /// <summary>Companions first, in parallel; the driver's pod last: creating it is the commit point.</summary>
    /// <param name="Revision">Written on the driver, so that later edits can be told from what it runs.</param>
    public sealed record Submit(SubmissionIdentity Identity, string Revision) : Effect;

    /// <summary>A name alone never selects what to destroy.</summary>
    public sealed record DeleteDriver(string Name, string Uid) : Effect;

    public sealed record DeleteExecutor(string Name, string Uid) : Effect;

    /// <summary>ConfigMaps, Service and the like of one attempt, by their computable names, if they are ours.</summary>
    public sealed record DeleteCompanions(string SubmissionId) : Effect;

    /// <summary>The Job that may be about to make the driver of this attempt, if it is ours; its pod goes with it.</summary>
    /// <param name="IsRecorded">The status tells of one, whatever the present specification needs.</param>
    public sealed record DeleteSubmitterJob(string SubmissionId, bool IsRecorded = false) : Effect;

    /// <summary>Services, Ingresses and disruption budget of the attempt whose driver is there; what cannot be made does not stop it.</summary>
    public sealed record Surround(string SubmissionId, string? SparkApplicationId = null) : Effect;

    /// <summary>Before the driver: while it stands it may hold up whoever else evicts the pod.</summary>
    public sealed record DeleteDisruptionBudget(string Driver) : Effect;

    /// <summary>Services and Ingresses of the driver, if they are ours.</summary>
    /// <param name="IsLastAttempt">False keeps further ports of the driver, and so their addresses, for the next attempt.</param>
    public sealed record DeleteSurroundings(bool IsLastAttempt) : Effect;

    /// <summary>The template from which the driver makes its executors becomes that of the present specification.</summary>
    public sealed record RefreshExecutors(string SubmissionId) : Effect;

    /// <summary>Only this very version: an edit made meanwhile keeps the application.</summary>
    public sealed record DeleteApplication(string Uid, string ResourceVersion) : Effect;

    /// <summary>Said after the status is recorded; may be dropped.</summary>
    public sealed record Announce(string Reason, string Message, bool IsWarning = false) : Effect;
}
