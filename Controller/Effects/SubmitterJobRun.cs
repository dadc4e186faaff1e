using System.Text.Json;
using Controller.Objects;
using Controller.Observing;
using Controller.SparkApplications;
using Kubernetes.Client;
using Kubernetes.Client.Connection;
using Kubernetes.Client.Requests;
using Shared.Contracts.Core;
using Shared.Contracts.Names;
using Shared.Contracts.Serialization;
using Shared.Submission.Jobs;

namespace Controller.Effects;

/// <summary>Real spark-submit in a Job: made once, looked at until it ends. The driver that it makes is found by its owner and its submission id like any other.</summary>
internal sealed class SubmitterJobRun(IKubernetesApi api, MadeObjects made)
{
    private const string Running = "SubmitterJobRunning";
    private const string Failed = "SubmitterJobFailed";

    private static readonly KubernetesResource Jobs = new("batch", "v1", SubmitterJob.Plural, "Job");

    public async Task<EffectOutcome> ApplyAsync(Observation observation, SubmissionPlan.ByJob plan, CancellationToken cancellationToken)
    {
        try
        {
            var (found, isNew) = await EnsureAsync(observation, plan.Job, cancellationToken);
            if (found is not { } job)
                return new EffectOutcome.Surprised($"job {plan.Job.Name} is gone");
            if (!job.Metadata!.OwnerReferences.OrEmpty().Any(owner => owner.Uid == observation.Record.Uid))
                return Rejected("NameConflict", $"jobs \"{plan.Job.Name}\" already exists and does not belong to this application (NameConflict).", "Delete that Job.");

            await EnsureFilesAsync(observation, plan.Job, job, cancellationToken);
            return await JudgeAsync(observation, plan, job, isNew, cancellationToken);
        }
        catch (ApiStatusException error) when (error.Code is 403)
        {
            return Rejected("Forbidden", $"{error.Status.Message ?? error.Message} {plan.Reason}", "Allow the controller to create, get and delete jobs, or change the application so that no Job is needed.");
        }
        catch (ApiStatusException error) when (Refusals.Of(error) is { } rejection)
        {
            return new EffectOutcome.Rejected(rejection);
        }
    }

    /// <summary>With its pod, which the server's default for Jobs would leave running. What that pod has made by then is found by its submission id.</summary>
    public static async Task DeleteAsync(OwnedObjects owned, string submissionId, CancellationToken cancellationToken)
    {
        try
        {
            await owned.DeleteIfOursAsync(Jobs, SubmitterJob.NameOf(submissionId), cancellationToken, Propagation.Background);
        }
        catch (ApiStatusException error) when (error.Code is 403)
        {
            // Without the right to make one there is none to delete.
        }
    }

    /// <summary>Whether this process has made the Job of the attempt.</summary>
    public static bool HasMade(MadeObjects made, ObjectRecord application, string submissionId) => made.Knows(application, Jobs, SubmitterJob.NameOf(submissionId));

    // What this process made is looked for first: when it is gone, the application may be gone as well, and a cache that is late would have another one made.
    private async Task<(KubernetesObject? Job, bool IsNew)> EnsureAsync(Observation observation, SubmitterJob job, CancellationToken cancellationToken)
    {
        if (made.Knows(observation.Record, Jobs, job.Name))
        {
            var known = await FindAsync(observation, job, cancellationToken);
            if (known is not null || !observation.World.IsLive)
                return (known, false);
        }

        try
        {
            var created = await api.SendAsync(ApiRequests.Create(Jobs, observation.Record.Namespace, ContractsJson.Serialize(job.Job)), cancellationToken);
            var @new = ContractsJson.Deserialize<KubernetesObject>(created.Body.Span);
            if (@new.Metadata?.Uid is { } uid)
                made.Remember(observation.Record, Jobs, job.Name, uid);
            return (@new, true);
        }
        catch (ApiStatusException error) when (error.IsAlreadyExists)
        {
            return (await FindAsync(observation, job, cancellationToken), false);
        }
    }

    private async Task<KubernetesObject?> FindAsync(Observation observation, SubmitterJob job, CancellationToken cancellationToken)
    {
        try
        {
            var found = await api.SendAsync(ApiRequests.Get(Jobs, observation.Record.Namespace, job.Name), cancellationToken);
            return ContractsJson.Deserialize<KubernetesObject>(found.Body.Span);
        }
        catch (ApiStatusException error) when (error.IsNotFound)
        {
            return null;
        }
    }

    // After the Job, which owns them: they go when it goes. Until they are there its pod waits for its volume.
    private async Task EnsureFilesAsync(Observation observation, SubmitterJob plan, KubernetesObject job, CancellationToken cancellationToken)
    {
        var owner = new OwnerReference { ApiVersion = "batch/v1", Kind = "Job", Name = plan.Name, Uid = job.Metadata!.Uid, Controller = true };
        var files = plan.Files with { Metadata = plan.Files.Metadata! with { OwnerReferences = [owner] } };
        try
        {
            _ = await api.SendAsync(ApiRequests.Create(KubernetesResources.ConfigMaps, observation.Record.Namespace, ContractsJson.Serialize(files)), cancellationToken);
        }
        catch (ApiStatusException error) when (error.IsAlreadyExists)
        {
            // From an earlier look: the same name means the same content.
        }
    }

    private async Task<EffectOutcome> JudgeAsync(
        Observation observation, SubmissionPlan.ByJob plan, KubernetesObject job, bool isNew, CancellationToken cancellationToken)
    {
        if (Condition(job, "Failed") is { } failure)
        {
            var tail = await new LogTail(api).OfJobAsync(observation.Record.Namespace, plan.Job.Name, cancellationToken);
            return Rejected(Failed, $"spark-submit in job {plan.Job.Name} failed: {(tail.Length > 0 ? tail : failure)}", $"Read the log of job {plan.Job.Name}; it is kept for an hour.");
        }

        if (Condition(job, "Complete") is null)
        {
            return new EffectOutcome.Waits(
                new Waiting(Running, $"Job {plan.Job.Name} submits the application. {plan.Reason}"),
                isNew ? [new Effect.Announce(EventReasons.ApplicationSubmitterJob, $"SparkApplication {observation.Record.Name}: job {plan.Job.Name} submits it. {plan.Reason}")] : []);
        }

        // It has made the driver: the next look finds it, unless somebody removed it meanwhile.
        return observation.World.IsLive
            ? Rejected(Failed, $"job {plan.Job.Name} ended well, but no driver pod {observation.World.DriverName} is there", "Find out who deleted the pod; a restart policy submits again.")
            : new EffectOutcome.Surprised($"job {plan.Job.Name} has ended");
    }

    private static string? Condition(KubernetesObject job, string type)
    {
        if (job.Status is not { ValueKind: JsonValueKind.Object } status || !status.TryGetProperty("conditions", out var conditions))
            return null;

        foreach (var condition in conditions.EnumerateArray())
        {
            if (condition.GetProperty("type").GetString() == type && condition.GetProperty("status").GetString() == "True")
                return condition.TryGetProperty("message", out var message) ? message.GetString() ?? type : type;
        }

        return null;
    }

    private static EffectOutcome.Rejected Rejected(string reason, string message, string nextStep) => new(new Rejection(reason, message, nextStep));
}
