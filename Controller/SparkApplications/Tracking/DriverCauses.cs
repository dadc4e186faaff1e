using System.Collections.Immutable;
using Controller.Pods;

namespace Controller.SparkApplications.Tracking;

/// <summary>Why a driver waits or failed, as far as its pod tells. Two tables, read from the top.</summary>
internal static class DriverCauses
{
    private static readonly ImmutableArray<(Func<PodRecord, bool> Applies, Cause Cause)> Waiting =
    [
        (pod => IsWaiting(pod, "ErrImagePull", "ImagePullBackOff", "InvalidImageName", "ErrImageNeverPull", "RegistryUnavailable", "ImageInspectError"), new(
            FailureCauses.ImagePull, "The driver's image cannot be pulled.",
            "Check spec.image and spec.driver.image, and spec.imagePullSecrets for a private registry.")),
        (pod => IsWaiting(pod, "CreateContainerConfigError"), new(
            FailureCauses.MissingReference, "The driver refers to a ConfigMap, a Secret or a key of one that is not there.",
            "Create what the message names, or correct the name in the application.")),
        (pod => IsWaiting(pod, "CreateContainerError", "RunContainerError", "PostStartHookError", "CrashLoopBackOff"), new(
            FailureCauses.ContainerConfig, "The driver's container cannot be started.",
            "See what the message says of the command, the mounts or the security context.")),
        (pod => pod.Init is { Phase: ContainerPhase.Waiting, Reason: not (null or "PodInitializing") }, new(
            FailureCauses.InitContainerFailed, "An init container of the driver cannot start.",
            "See the init containers of the driver: their image, command and references.")),
        (pod => pod.Gated is not null, new(
            FailureCauses.Gated, "The driver is held back by a scheduling gate.",
            "See who put the gate into the pod's spec.schedulingGates, and what it waits for: quota in a queue of Kueue, for example.")),
        (pod => pod.Unschedulable is not null, new(
            FailureCauses.Unschedulable, "No node takes the driver.",
            "Lower spec.driver.cores and spec.driver.memory, or correct node selectors, affinity and tolerations, or add nodes.")),
    ];

    private static readonly ImmutableArray<(Func<PodRecord, bool> Applies, Cause Cause)> Failed =
    [
        (pod => IsTerminated(pod, "OOMKilled"), new(
            FailureCauses.OutOfMemory, "The driver's container used more memory than it may.", "Raise spec.driver.memory or spec.driver.memoryOverhead.")),
        (pod => pod.Reason is "Evicted" || pod.Disruption is "EvictionByEvictionAPI" or "TerminationByKubelet", new(
            FailureCauses.Evicted, "The driver was evicted from its node.",
            "See what the node was short of, or who drained it; give the driver requests that cover its use, and set a restart policy.")),
        (pod => pod.Reason is "Preempting" or "Preempted" || pod.Disruption is "PreemptionByScheduler", new(
            FailureCauses.Preempted, "The driver made room for pods of higher priority.", "Give the driver a priority class, or set a restart policy.")),
        (pod => pod.Reason is "NodeLost" or "NodeShutdown" or "Shutdown" or "Terminated" or "NodeAffinity" || pod.Disruption is "DeletionByTaintManager" or "DeletionByPodGC", new(
            FailureCauses.NodeLost, "The driver's node went away.", "Set a restart policy so that the application runs again.")),
        (pod => pod.Reason is "DeadlineExceeded", new(
            FailureCauses.DeadlineExceeded, "The driver's pod ran longer than its activeDeadlineSeconds.", "Raise the deadline in spec.driver.template, or make the application faster.")),
        (pod => pod.Reason is "UnexpectedAdmissionError" or "OutOfcpu" or "OutOfmemory" or "OutOfpods", new(
            FailureCauses.NodeLost, "The driver's node refused it.", "The node was fuller than the scheduler knew; set a restart policy so that the application runs again.")),
        (pod => pod.Init is { Phase: ContainerPhase.Terminated, ExitCode: not 0 }, new(
            FailureCauses.InitContainerFailed, "An init container of the driver failed.", "Read the log of the driver's init containers.")),
        (pod => IsTerminated(pod, "ContainerCannotRun", "StartError"), new(
            FailureCauses.ContainerConfig, "The driver's container could not be started.", "See what the message says of the command, the mounts or the security context.")),
        (pod => pod.IsTerminating && IsExit(pod, 137, 143), new(
            FailureCauses.DriverDeleted, "The driver's pod was deleted while it ran.",
            "Find out who deleted it (a user, a node drain, a clean-up job); a restart policy runs the application again.")),
        (pod => IsExit(pod, 137, 143), new(
            FailureCauses.DriverKilled, "The driver was killed from outside.", "Look for a node under pressure, or a liveness probe that failed.")),
        (pod => pod.Spark is { Phase: ContainerPhase.Terminated }, new(
            FailureCauses.DriverFailed, "The driver program ended with an error.", "Read the end of the driver's log.")),
    ];

    private static readonly Cause Nothing = new(FailureCauses.DriverFailed, "The driver pod failed before its container reported an end.", "Look at the pod's events.");

    /// <summary>All rows, as they are documented.</summary>
    public static IEnumerable<Cause> All => Waiting.Concat(Failed).Select(row => row.Cause).Append(Nothing);

    /// <summary>Null while there is nothing to explain.</summary>
    public static Cause? OfWaiting(PodRecord driver) => Find(Waiting, driver);

    /// <summary>Total: a failed driver always has a cause.</summary>
    public static Cause OfFailed(PodRecord driver) => Find(Failed, driver) ?? Nothing;

    /// <summary>Null while nobody takes the driver away.</summary>
    public static Cause? OfDisruption(PodRecord driver) =>
        driver is { IsTerminating: true, Disruption: not null } && OfFailed(driver) is var cause && FailureCauses.IsInfrastructure(cause.Category) ? cause : null;

    private static Cause? Find(ImmutableArray<(Func<PodRecord, bool> Applies, Cause Cause)> table, PodRecord driver) =>
        table.FirstOrDefault(row => row.Applies(driver)).Cause;

    private static bool IsWaiting(PodRecord pod, params ReadOnlySpan<string> reasons) => pod.Spark is { Phase: ContainerPhase.Waiting, Reason: { } reason } && reasons.Contains(reason);

    private static bool IsTerminated(PodRecord pod, params ReadOnlySpan<string> reasons) => pod.Spark is { Phase: ContainerPhase.Terminated, Reason: { } reason } && reasons.Contains(reason);

    private static bool IsExit(PodRecord pod, params ReadOnlySpan<int> codes) => pod.Spark is { Phase: ContainerPhase.Terminated, ExitCode: { } code } && codes.Contains(code);
}
