using System.ComponentModel;
using Controller.Pods;
using Controller.SparkApplications.Rules;
using Controller.SparkApplications.Tracking;
using Shared.Contracts.SparkApplications;

namespace Controller.SparkApplications.Status;

/// <summary>What an application may wait for, in words.</summary>
internal static class Waits
{
    [Description("The driver of the last attempt is still there; the next attempt begins when it is gone.")]
    private const string OwnDriver = "WaitingForLastDriver";

    [Description("A pod of a deleted application of the same name is still there.")]
    private const string Predecessor = "WaitingForPredecessor";

    [Description("Executors of the last attempt are still there.")]
    private const string Executors = "WaitingForExecutors";

    [Description("A Job submits the application.")]
    private const string SubmitterJob = "SubmitterJobRunning";

    [Description("A pod was deleted and does not go away; Stalled is True.")]
    private const string Stuck = "PodStuckTerminating";

    public static Waiting ForOwnDriver(PodRecord driver, Situation situation) => Leftovers.IsStuck(driver, situation)
        ? ForStuck(driver)
        : new Waiting(OwnDriver, $"Driver pod {driver.Name} of the last attempt is still there; the next attempt begins when it is gone.");

    public static Waiting ForPredecessor(PodRecord pod, Situation situation) => Leftovers.IsStuck(pod, situation)
        ? ForStuck(pod)
        : new Waiting(Predecessor, $"Pod {pod.Name} of {OwnerOf(pod)} is still there; the submission begins when it is gone.");

    public static Waiting ForExecutors(IReadOnlyList<PodRecord> executors) =>
        new(Executors, $"Executors of the last attempt are still there, among them {executors[0].Name}; the next attempt begins when they are gone.");

    public static Waiting ForStuck(PodRecord pod) =>
        new(Stuck, $"Pod {pod.Name} was deleted but does not go away: its node may be lost, or a finalizer holds it.", IsStalled: true);

    /// <summary>A submission that is tried again, because what stopped it may pass.</summary>
    public static Waiting ForRepeat(Rejection rejection)
    {
        var cause = RejectionCauses.Of(rejection);
        return new Waiting(cause.Category, $"{cause.Message} It is tried again.") { Evidence = rejection.Message, NextStep = cause.NextStep };
    }

    /// <summary>The wait for a submitter Job that the status tells of; null when it tells of none.</summary>
    public static Waiting? ForRecordedJob(SparkApplicationStatus status) => status.Diagnosis is { Category: SubmitterJob, Message: { } message } ? new Waiting(SubmitterJob, message) : null;

    public static string OwnerOf(PodRecord pod) => (pod.Application ?? pod.Owner) is { } owner
        ? $"{owner.Kind} {owner.Name} ({owner.Uid})"
        : "nobody (it has no owner)";

    public static bool IsWait(Diagnosis? diagnosis) => diagnosis?.Category is OwnDriver or Predecessor or Executors or Stuck or SubmitterJob;
}
