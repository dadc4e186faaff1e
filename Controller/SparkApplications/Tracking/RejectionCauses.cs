using System.Collections.Immutable;

namespace Controller.SparkApplications.Tracking;

/// <summary>Why a submission was refused. The API server tells it in text alone where several causes share a code; read from the top.</summary>
internal static class RejectionCauses
{
    private static readonly ImmutableArray<(string Words, Cause Cause)> Table =
    [
        ("exceeded quota", new("QuotaExceeded", "The namespace's quota has no room for the driver.", "Free or raise the quota; a restart policy with onSubmissionFailureRetries tries again by itself.")),
        ("failed quota", new("LimitsMissing", "The namespace's quota counts requests or limits that the driver does not have.", "Set what the message names: spec.driver.coreLimit for limits.cpu; memory and requests are always set.")),
        ("usage per ", new("LimitRangeExceeded", "The namespace's limit range does not allow a pod of the driver's size.", "Change spec.driver.cores, coreLimit, memory or memoryOverhead to what the message allows.")),
        ("denied the request", new("PolicyRefused", "A webhook or policy of the cluster refused the driver.", "Ask whoever runs the webhook that the message names, or change what it objects to.")),
        ("denied request", new("PolicyRefused", "An admission policy of the cluster refused the driver.", "Ask whoever wrote the policy that the message names, or change what it objects to.")),
        ("failed calling webhook", new("WebhookUnavailable", "A webhook of the cluster does not answer.", "Mend the webhook that the message names; a restart policy with onSubmissionFailureRetries tries again by itself.")),
        ("violates PodSecurity", new("PolicyRefused", "The namespace's pod security standard refused the driver.", "Set the securityContext that the message asks for, in spec.driver.securityContext.")),
        ("error looking up service account", new("ServiceAccountMissing", "The driver's service account does not exist.", "Create it, or correct spec.driver.serviceAccount.")),
        ("cannot create resource", new("OperatorLacksRights", "The operator may not create what the driver needs in this namespace.", "Give the operator its roles in this namespace, or list the namespace among its job namespaces.")),
        ("no PriorityClass", new("PriorityClassMissing", "The driver's priority class does not exist.", "Create it, or correct spec.driver.priorityClassName.")),
        ("is being terminated", new("NamespaceTerminating", "The namespace is being deleted.", "Use another namespace.")),
    ];

    // What tells its own reason: ours, and what the API server says of a field or of a fault of its own.
    private static readonly ImmutableArray<Cause> ByReason =
    [
        new("NameConflict", "A name that the driver needs is taken.", "Delete what holds the name, or name the driver differently with spec.driver.podName."),
        new(Rejection.PolicyViolation, "The admission policy of the namespace does not allow what the application asks for.", "Change what the message names, or ask whoever keeps the policy."),
        new("InvalidSpec", "The specification is not valid.", "Correct the fields that the message names."),
        new("SubmissionRefused", "The specification cannot be made into a driver.", "Correct what the message names."),
        new("SchedulerNotInstalled", "The batch scheduler is not installed.", "Install the scheduler with its CustomResourceDefinitions, or leave spec.batchScheduler out."),
        new("SubmitterJobFailed", "spark-submit in the submitter Job failed.", "Read the log of the Job; it is kept for an hour."),
        new("InternalError", "The API server could not create the driver.", "See which webhook or extension of the cluster the message names; a restart policy with onSubmissionFailureRetries tries again by itself."),
        new("Invalid", "The API server does not take the driver as it is specified.", "Correct the field that the message names."),
    ];

    /// <summary>All rows, as they are documented.</summary>
    public static IEnumerable<Cause> All => Table.Select(row => row.Cause).Concat(ByReason);

    // The words of a policy are an administrator's, and may be those of any row.
    public static Cause Of(Rejection rejection) =>
        Table.FirstOrDefault(row => rejection.Reason is not Rejection.PolicyViolation && rejection.Message.Contains(row.Words, StringComparison.Ordinal)).Cause
        ?? ByReason.FirstOrDefault(cause => cause.Category == rejection.Reason)
        ?? new Cause(rejection.Reason, "The driver could not be created.", "Mend what the message names, then apply the application again.");
}
