using System.Globalization;
using Controller.Pods;
using Controller.SparkApplications.Rules;
using Controller.SparkApplications.Tracking;
using Shared.Contracts.Names;
using Shared.Contracts.SparkApplications;

namespace Controller.SparkApplications.Status;

/// <summary>Why an application failed or waits: category, one sentence, what was seen, what to do.</summary>
internal static class Diagnoses
{
    private const int LongestEvidence = 512;

    private static readonly Cause VanishedDriver = new(
        FailureCauses.OutcomeUnknown, "The driver's pod is gone and nobody saw how it ended.",
        "Find out who deleted the pod (a user, a node drain, a clean-up job); a restart policy runs the application again.");

    private static readonly Cause LateStart = new(
        FailureCauses.StartTimeout, $"The driver did not start in the time that {Annotations.StartTimeout} allows, and was taken away.",
        "Look at the pod's events; raise that annotation if the cluster is only slow.");

    private static readonly Cause LongRun = new(
        FailureCauses.RunTimeout, $"The driver ran longer than {Annotations.RunTimeout} allows, and was stopped.", "Raise that annotation, or find out what the application waits for.");

    /// <summary>What the controller itself brings about or misses, as it is documented.</summary>
    public static IEnumerable<Cause> Own => [VanishedDriver, LateStart, LongRun];

    public static Diagnosis OfRejection(Rejection rejection)
    {
        var cause = RejectionCauses.Of(rejection);
        return New(cause with { NextStep = rejection.NextStep ?? cause.NextStep }, rejection.Message);
    }

    public static Diagnosis OfWaiting(Waiting waiting) => new()
    {
        Category = waiting.Reason,
        Message = waiting.Message,
        Evidence = waiting.Evidence is { } seen ? Bounded(seen) : null,
        NextStep = waiting.NextStep is { } step ? step : waiting.IsStalled ? "Look at the pod's node and finalizers; it is never force-deleted by itself." : null,
    };

    /// <param name="last">What was known before it vanished: who took it away, perhaps.</param>
    public static Diagnosis OfMissingDriver(SparkApplicationStatus last, string name) => last.Diagnosis is { Category: { } category } known && FailureCauses.IsInfrastructure(category)
        ? known
        : New(VanishedDriver, $"The API server knows no pod {name}; the application was {last.State.ToText()}.");

    public static Diagnosis OfTimeout(DriverTimeout timeout, PodRecord driver) => timeout.During is DriverState.Running
        ? New(LongRun, timeout.Message)
        : New(
            DriverCauses.OfWaiting(driver) is { } why ? LateStart with { NextStep = why.NextStep } : LateStart,
            OfPending(driver) is { } waits ? $"{waits.Category}: {waits.Evidence}" : "It was pending without a reason that its pod tells.");

    /// <param name="last">As it was recorded: what was read from elsewhere stays while the driver waits on.</param>
    public static Diagnosis? OfDriver(PodRecord driver, DriverVerdict verdict, Diagnosis? last) => verdict.State switch
    {
        DriverState.Pending => OfPending(driver) ?? (PodEvents.Explains(last) ? last : null),
        DriverState.Failed => New(DriverCauses.OfFailed(driver), Evidence(driver)),
        DriverState.Running when DriverCauses.OfDisruption(driver) is { } cause => New(cause, Evidence(driver)),
        _ => null,
    };

    public static Diagnosis New(Cause cause, string evidence) =>
        new() { Category = cause.Category, Message = cause.Message, Evidence = Bounded(evidence), NextStep = cause.NextStep };

    private static Diagnosis? OfPending(PodRecord driver) =>
        DriverCauses.OfWaiting(driver) is { } cause ? New(cause, Evidence(driver)) : null;

    private static string Evidence(PodRecord driver) => driver switch
    {
        // The pod as a whole was ended; how its container took that says less.
        { Reason: { } reason, Message.Length: > 0 } => $"{reason}: {driver.Message}",
        { Spark: { Phase: ContainerPhase.Waiting, Reason: { } reason } waiting } when reason is not ("ContainerCreating" or "PodInitializing") => $"{reason}: {waiting.Message}",
        { Spark: { Phase: ContainerPhase.Terminated } ended } => Exit(ended),
        { Init: { Phase: ContainerPhase.Waiting } waiting } => $"init container: {waiting.Reason}: {waiting.Message}",
        { Init: { } ended } => $"init container: {Exit(ended)}",
        { Gated: { } reason } => reason,
        { Unschedulable: { } reason } => reason,
        { Disruption: { } reason } => $"{reason}: {driver.Message}",
        _ => driver.Message ?? driver.Reason ?? "no container status",
    };

    private static string Exit(ContainerRecord ended)
    {
        var exit = string.Create(CultureInfo.InvariantCulture, $"exit code {ended.ExitCode}, reason {ended.Reason ?? "none given"}");
        return string.IsNullOrEmpty(ended.Message) ? exit : $"{exit}: {ended.Message}";
    }

    private static string Bounded(string text) => text.Length > LongestEvidence ? text[..LongestEvidence] : text;
}
