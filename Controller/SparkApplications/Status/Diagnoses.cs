using System.Globalization;
using Controller.Pods;
using Controller.SparkApplications.Tracking;
using Shared.Contracts.SparkApplications;

namespace Controller.SparkApplications.Status;

/// <summary>Why an application failed or waits: category, one sentence, what was seen, what to do.</summary>
internal static class Diagnoses
{
    private const int OutOfMemoryExit = 137;
    private const int LongestEvidence = 512;

    public static Diagnosis OfRejection(Rejection rejection) => new()
    {
        Category = rejection.Reason,
        Message = "The driver could not be created.",
        Evidence = Bounded(rejection.Message),
        NextStep = rejection.NextStep ?? "Mend what the message names, then apply the application again.",
    };

    public static Diagnosis OfWaiting(Waiting waiting) => new()
    {
        Category = waiting.Reason,
        Message = waiting.Message,
        NextStep = waiting.IsStalled ? "Look at the pod's node and finalizers; it is never force-deleted by itself." : null,
    };

    public static Diagnosis OfMissingDriver(ApplicationState state, string name) => new()
    {
        Category = "DriverOutcomeUnknown",
        Message = $"Driver pod {name} is gone and nobody saw how it ended.",
        Evidence = $"The API server knows no such pod; the application was {state.ToText()}.",
        NextStep = "Find out who deleted the pod (a user, a node drain, a clean-up job); a restart policy runs the application again.",
    };

    public static Diagnosis? OfDriver(PodRecord driver, DriverVerdict verdict) => verdict.State switch
    {
        DriverState.Pending => OfPending(driver),
        DriverState.Failed => OfFailed(driver),
        _ => null,
    };

    private static Diagnosis? OfPending(PodRecord driver) => driver switch
    {
        { Spark: { Phase: ContainerPhase.Waiting, Reason: "ErrImagePull" or "ImagePullBackOff" or "InvalidImageName" } waiting } => New(
            "ImagePull", "The driver's image cannot be pulled.", $"{waiting.Reason}: {waiting.Message}",
            "Check spec.image and spec.driver.image, and spec.imagePullSecrets for a private registry."),
        { Spark: { Phase: ContainerPhase.Waiting, Reason: "CreateContainerConfigError" or "CreateContainerError" or "RunContainerError" } waiting } => New(
            "ContainerConfig", "The driver's container cannot be created.", $"{waiting.Reason}: {waiting.Message}",
            "A ConfigMap, a Secret or a key of one is usually missing: create it, or correct its name in the application."),
        { Unschedulable: { } reason } => New(
            "Unschedulable", "No node takes the driver.", reason,
            "Lower spec.driver.cores and spec.driver.memory, or correct node selectors, affinity and tolerations, or add nodes."),
        _ => null,
    };

    private static Diagnosis OfFailed(PodRecord driver) => driver switch
    {
        { Spark: { Phase: ContainerPhase.Terminated, Reason: "OOMKilled" } ended } => New(
            "OutOfMemory", "The driver's container used more memory than it may.", Exit(ended),
            "Raise spec.driver.memory or spec.driver.memoryOverhead."),
        { Reason: "Evicted" } => New("Evicted", "The driver was evicted from its node.", driver.Message ?? driver.Reason, "See what the node was short of; give the driver requests that cover its use."),
        { Reason: "Preempting" or "Preempted" } => New("Preempted", "The driver made room for pods of higher priority.", driver.Message ?? driver.Reason, "Give the driver a priority class, or set a restart policy."),
        { Reason: "NodeLost" or "NodeShutdown" or "Shutdown" or "Terminated" or "NodeAffinity" } => New(
            "NodeLost", "The driver's node went away.", driver.Message ?? driver.Reason, "Set a restart policy so that the application runs again."),
        { Spark: { Phase: ContainerPhase.Terminated } ended } => New(
            "DriverFailed", "The driver program ended with an error.", Exit(ended),
            ended.ExitCode == OutOfMemoryExit ? "It was killed; look for memory limits and node pressure." : "Read the end of the driver's log."),
        _ => New("DriverFailed", "The driver pod failed before its container reported an end.", driver.Message ?? driver.Reason ?? "no container status", "Look at the pod's events."),
    };

    private static string Exit(ContainerRecord ended) =>
        string.Create(CultureInfo.InvariantCulture, $"exit code {ended.ExitCode}, reason {ended.Reason ?? "none given"}");

    private static Diagnosis New(string category, string message, string evidence, string nextStep) =>
        new() { Category = category, Message = message, Evidence = Bounded(evidence), NextStep = nextStep };

    private static string Bounded(string text) => text.Length > LongestEvidence ? text[..LongestEvidence] : text;
}
