using System.Collections.Immutable;
using Controller.Observing;
using Controller.SparkApplications;
using Controller.SparkApplications.Status;
using Kubernetes.Client;
using Kubernetes.Client.Connection;
using Kubernetes.Client.Requests;
using Shared.Contracts.Core;
using Shared.Contracts.Names;
using Shared.Contracts.Serialization;
using Shared.Submission;
using Shared.Submission.Jobs;
using Shared.Submission.Surroundings;

namespace Controller.Effects;

/// <summary>One submission: the companions in parallel, then the driver's pod.</summary>
internal sealed class DriverCreation(IKubernetesApi api, SubmissionOptions options, ApplicationCheck check, InternalErrors internalErrors, MadeObjects made)
{
    public async Task<EffectOutcome> ApplyAsync(Observation observation, Effect.Submit submit, CancellationToken cancellationToken)
    {
        try
        {
            return await SubmitAsync(observation, submit, cancellationToken);
        }
        catch (ApiStatusException error) when (InternalErrors.Is(error))
        {
            return new EffectOutcome.Waits(Waits.ForRepeat(InternalErrors.Said(error)), []) { Because = error };
        }
    }

    private async Task<EffectOutcome> SubmitAsync(Observation observation, Effect.Submit submit, CancellationToken cancellationToken)
    {
        var (application, objection) = check.Judge(observation);
        if (objection is not null)
            return objection;

        switch (SubmissionPlan.Of(application, submit.Identity, options, submit.Revision))
        {
            case SubmissionPlan.ByJob job:
                var outcome = await new SubmitterJobRun(api, made).ApplyAsync(observation, job, cancellationToken);
                return outcome is EffectOutcome.Waits waits ? Lacking(observation, job.Job, waits) : outcome;

            case SubmissionPlan.Refused refused:
                return new EffectOutcome.Rejected(new Rejection("SubmissionRefused", refused.ToString(), "Correct what the message names."));

            // The application may be gone by now, and the driver of the earlier pass with it: a cache that is late would have another one made.
            case SubmissionPlan.Natively when !observation.World.IsLive && made.Knows(observation.Record):
                return new EffectOutcome.Surprised($"submission {submit.Identity.SubmissionId} was begun before");

            case SubmissionPlan.Natively(var rendered):
                var monitoring = MonitorAsync(observation, cancellationToken);
                var companions = await CreateCompanionsAsync(observation, rendered.Companions, submit.Identity.SubmissionId, cancellationToken);
                var done = await monitoring;
                if (companions is not EffectOutcome.Done created)
                    return companions;

                // As long as nobody edited it, no earlier pass can have rendered other companions than this one.
                if (observation.Record.Generation == 1)
                    made.Complete(observation.Record, submit.Identity.SubmissionId);
                return await CreateDriverAsync(observation, Marked(rendered.Driver, submit), submit.Identity.SubmissionId, cancellationToken) switch
                {
                    EffectOutcome.Done driver => created.And(done).And(driver).And(Lacking(observation, rendered)),
                    var other => other,
                };

            default:
                throw new System.Diagnostics.UnreachableException("A submission is native, by a Job, or refused.");
        }
    }

    private EffectOutcome.Done Lacking(Observation observation, SubmissionResult.Rendered rendered) => Lack(rendered.NeedsPodWebhook) is { IsEmpty: false } lack
        ? new EffectOutcome.Done { PodsLack = lack, Announcements = [Incomplete(observation, lack)] }
        : new EffectOutcome.Done { PodsLack = [] };

    // Told once, with the Job; the status says it for as long as it is so.
    private EffectOutcome.Waits Lacking(Observation observation, SubmitterJob job, EffectOutcome.Waits waits) => Lack(job.NeedsPodWebhook) is { IsEmpty: false } lack
        ? waits with { PodsLack = lack, Announcements = waits.Announcements.IsEmpty ? [] : [.. waits.Announcements, Incomplete(observation, lack)] }
        : waits with { PodsLack = [] };

    private ImmutableArray<string> Lack(ImmutableArray<string> needsPodWebhook) => options.HasPodWebhook ? [] : needsPodWebhook;

    private static Effect.Announce Incomplete(Observation observation, ImmutableArray<string> lack) => new(
        EventReasons.PodsIncomplete,
        $"SparkApplication {observation.Record.Name}: the pod webhook is not installed, so its pods lack what only it can set. {string.Join(' ', lack)}",
        IsWarning: true);

    // The pods mount it by its name, so a foreign one is told of, and taken as the user's own.
    private async Task<EffectOutcome.Done> MonitorAsync(Observation observation, CancellationToken cancellationToken)
    {
        if (MonitoringConfigMap.Of(observation.Application) is not { } settings)
            return EffectOutcome.AllDone;
        var kept = await new SurroundingsCreation(api, observation.Record, made).KeepAsync(settings, cancellationToken);
        return kept.Problem is { } problem ? new EffectOutcome.Done { Announcements = [problem] } : EffectOutcome.AllDone;
    }

    private async Task<EffectOutcome> CreateCompanionsAsync(
        Observation observation, ImmutableArray<Companion> companions, string submissionId, CancellationToken cancellationToken)
    {
        var creation = new CompanionCreation(api, observation.Record, observation.World.IsLive, made);
        EffectOutcome?[] outcomes;
        try
        {
            outcomes = await Task.WhenAll(companions.Select(companion => creation.ApplyAsync(companion, cancellationToken)));
        }
        catch (ApiStatusException error) when (InternalErrors.Is(error) && internalErrors.Judge(submissionId, error) is { } rejection)
        {
            return new EffectOutcome.Rejected(rejection);
        }

        return Array.Find(outcomes, outcome => outcome is EffectOutcome.Rejected)
            ?? Array.Find(outcomes, outcome => outcome is EffectOutcome.Surprised)
            ?? outcomes.OfType<EffectOutcome.Done>().Aggregate(EffectOutcome.AllDone, (all, one) => all.And(one));
    }

    private async Task<EffectOutcome> CreateDriverAsync(Observation observation, Pod driver, string submissionId, CancellationToken cancellationToken)
    {
        try
        {
            _ = await api.SendAsync(ApiRequests.Create(KubernetesResources.Pods, observation.Record.Namespace, ContractsJson.Serialize(driver)), cancellationToken);
            internalErrors.Forget(submissionId);
            return EffectOutcome.AllDone;
        }
        catch (ApiStatusException error) when (error.IsAlreadyExists)
        {
            // Ours from a pass whose answer was lost, or anybody's: a live look tells, and the rules decide.
            return new EffectOutcome.Surprised($"pod {driver.Metadata?.Name} of submission {submissionId} exists already");
        }
        catch (ApiStatusException error) when (Refusals.Of(error) is { } rejection)
        {
            return new EffectOutcome.Rejected(rejection);
        }
        catch (ApiStatusException error) when (InternalErrors.Is(error))
        {
            if (await DoubtAsync(observation, driver.Metadata!.Name!, submissionId, error, cancellationToken) is { } outcome)
                return outcome;
            throw;
        }
    }

    // It may have been stored all the same: no verdict before somebody looked.
    private async Task<EffectOutcome?> DoubtAsync(Observation observation, string name, string submissionId, ApiStatusException error, CancellationToken cancellationToken)
    {
        var (holding, _) = await new OwnedObjects(api, observation.Record).LookAsync(KubernetesResources.Pods, name, null, cancellationToken);
        if (holding is not Holding.Nothing)
            return new EffectOutcome.Surprised($"pod {name} of submission {submissionId} may have been stored in spite of an internal error");
        return internalErrors.Judge(submissionId, error) is { } rejection ? new EffectOutcome.Rejected(rejection) : null;
    }

    private static Pod Marked(Pod driver, Effect.Submit submit) => driver with
    {
        Metadata = driver.Metadata! with
        {
            Annotations = driver.Metadata.Annotations.OrEmpty().Append(new(Annotations.SpecHash, submit.Revision)).ToImmutableSortedDictionary(StringComparer.Ordinal),
        },
    };
}
