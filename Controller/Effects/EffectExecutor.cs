using Controller.Observing;
using Controller.SparkApplications;
using Kubernetes.Client;
using Kubernetes.Client.Connection;
using Kubernetes.Client.Requests;
using Kubernetes.Client.Watching;
using Shared.Admission.Policy;
using Shared.Submission;
using Shared.Submission.Gangs;
using Shared.Submission.Jobs;
using Shared.Submission.Surroundings;

namespace Controller.Effects;

/// <summary>Does what a decision says, in its order. Announcements are left to be made when the status is recorded.</summary>
public sealed class EffectExecutor
{
    private readonly IKubernetesApi _api;
    private readonly SubmissionOptions _options;
    private readonly PolicyOfNamespace? _policyOf;
    private readonly MadeObjects _made = new();
    private readonly DriverCreation _driverCreation;

    /// <param name="api">Where things are done.</param>
    /// <param name="options">Of the operator.</param>
    /// <param name="rules">How patient it is.</param>
    /// <param name="clock">Now.</param>
    /// <param name="policyOf">What is judged again before a driver is made; null: there is no policy.</param>
    public EffectExecutor(IKubernetesApi api, SubmissionOptions options, LifeRules rules, TimeProvider clock, PolicyOfNamespace? policyOf = null)
    {
        (_api, _options, _policyOf) = (api, options, policyOf);
        _driverCreation = new DriverCreation(api, options, new ApplicationCheck(options, policyOf), new InternalErrors(rules.InternalErrorPatience, clock), _made);
    }

    /// <summary>The application is gone: nothing is remembered of it.</summary>
    public void Forget(ObjectKey application) => _made.Forget(application);

    public async Task<EffectOutcome> ApplyAsync(Observation observation, IEnumerable<Effect> effects, CancellationToken cancellationToken)
    {
        var all = EffectOutcome.AllDone;
        foreach (var effect in effects)
        {
            switch (await ApplyAsync(observation, effect, cancellationToken))
            {
                case EffectOutcome.Done done:
                    all = all.And(done);
                    break;
                case var outcome:
                    return outcome;
            }
        }

        return all;
    }

    private async Task<EffectOutcome> ApplyAsync(Observation observation, Effect effect, CancellationToken cancellationToken)
    {
        var owned = new OwnedObjects(_api, observation.Record, _made);
        switch (effect)
        {
            case Effect.Submit submit:
                return await _driverCreation.ApplyAsync(observation, submit, cancellationToken);

            case Effect.DeleteDriver(var name, var uid):
                await owned.DeleteAsync(KubernetesResources.Pods, name, uid, cancellationToken);
                break;

            case Effect.DeleteExecutor(var name, var uid):
                await owned.DeleteAsync(KubernetesResources.Pods, name, uid, cancellationToken);
                break;

            case Effect.DeleteCompanions(var submissionId):
                await Task.WhenAll(CompanionsOf(observation, submissionId).Select(companion => DeleteAsync(owned, companion, cancellationToken)));
                break;

            case Effect.DeleteSubmitterJob(var submissionId, var isRecorded):
                if (isRecorded || MayHaveJob(observation, submissionId))
                    await SubmitterJobRun.DeleteAsync(owned, submissionId, cancellationToken);
                break;

            case Effect.Surround surround:
                return await SurroundAsync(observation, surround, cancellationToken);

            case Effect.DeleteDisruptionBudget(var driver):
                if (_options.EnableDriverDisruptionBudget && ApiRequests.CanName(driver))
                    await DeleteAsync(owned, Surrounding.NameOfDisruptionBudget(driver), cancellationToken);
                break;

            case Effect.RefreshExecutors refresh:
                return await RefreshAsync(observation, refresh.SubmissionId, cancellationToken);

            case Effect.DeleteSurroundings(var isLastAttempt):
                var names = Surrounding.NamesOfAttempt(observation.Record.Name, _options)
                    .Concat(isLastAttempt ? NamesOfApplication(observation) : []);
                await Task.WhenAll(names.Select(name => DeleteAsync(owned, name, cancellationToken)));
                break;

            case Effect.DeleteApplication(var uid, var version):
                await DeleteApplicationAsync(observation, uid, version, cancellationToken);
                break;

            case Effect.Announce:
                break;

            default:
                throw new System.Diagnostics.UnreachableException($"Effect {effect} is not carried out by anyone.");
        }

        return EffectOutcome.AllDone;
    }

    // Where there can be none nobody asks: the right to read Jobs may not be there.
    private bool MayHaveJob(Observation observation, string submissionId) =>
        SubmitterJobRun.HasMade(_made, observation.Record, submissionId)
        || SubmissionPlan.Of(observation.Application, new SubmissionIdentity(submissionId, DateTimeOffset.UnixEpoch), _options) is SubmissionPlan.ByJob;

    // Decided for all of them before the first is deleted.
    private List<CompanionReference> CompanionsOf(Observation observation, string submissionId) =>
        [.. CompanionNames.Of(observation.Record.Name, submissionId).Where(companion => _made.MayExist(observation.Record, submissionId, ResourceOf(companion), companion.Name))];

    private static KubernetesResource ResourceOf(CompanionReference companion) => CompanionCreation.Resource(companion.ApiVersion, companion.Kind, companion.Plural);

    private async Task<EffectOutcome> SurroundAsync(Observation observation, Effect.Surround surround, CancellationToken cancellationToken)
    {
        var application = observation.Application with
        {
            Status = observation.Status with
            {
                SubmissionId = surround.SubmissionId,
                SparkApplicationId = surround.SparkApplicationId ?? SparkIdentity.Of(new SubmissionIdentity(surround.SubmissionId, DateTimeOffset.UnixEpoch)).ApplicationId,
            },
        };
        return await new SurroundingsCreation(_api, observation.Record, _made).ApplyAsync(Surrounding.Of(application, _options), cancellationToken);
    }

    private IEnumerable<CompanionReference> NamesOfApplication(Observation observation) =>
        PodGroups.Reference(observation.Application, _options) is { } group
            ? Surrounding.NamesOfPorts(observation.Record.Name, observation.Spec).Append(group)
            : Surrounding.NamesOfPorts(observation.Record.Name, observation.Spec);

    // Spark reads the template anew for each executor, and what the pods mount follows the ConfigMap.
    private async Task<EffectOutcome> RefreshAsync(Observation observation, string submissionId, CancellationToken cancellationToken)
    {
        var name = CompanionNames.ExecutorTemplate(observation.Record.Name, submissionId);
        var application = _policyOf.Known(observation.Record.Namespace) is { } policy ? PolicyDefaults.Apply(observation.Application, policy) : observation.Application;
        if (NativeSubmission.Render(application, new SubmissionIdentity(submissionId, DateTimeOffset.UnixEpoch), _options) is not SubmissionResult.Rendered rendered
            || rendered.Companions.FirstOrDefault(companion => companion.Name == name) is not { } template)
        {
            return EffectOutcome.AllDone;
        }

        var kept = await new SurroundingsCreation(_api, observation.Record, _made).KeepAsync(template, cancellationToken);
        return kept.Problem is { } problem ? new EffectOutcome.Done { Announcements = [problem] } : EffectOutcome.AllDone;
    }

    private static async Task DeleteAsync(OwnedObjects owned, CompanionReference companion, CancellationToken cancellationToken)
    {
        try
        {
            await owned.DeleteIfOursAsync(ResourceOf(companion), companion.Name, cancellationToken);
        }
        catch (ApiStatusException error) when (error.Code is 403 && companion.Kind is "NetworkPolicy" or "Ingress" or "PodDisruptionBudget" or "PodGroup")
        {
            // Without the right to make one there is none to delete.
        }
    }

    private async Task DeleteApplicationAsync(Observation observation, string uid, string version, CancellationToken cancellationToken)
    {
        try
        {
            var options = new DeleteOptions { Uid = uid, ResourceVersion = version };
            _ = await _api.SendAsync(
                ApiRequests.Delete(Applications.SparkResources.SparkApplications, observation.Record.Namespace, observation.Record.Name, options), cancellationToken);
        }
        catch (ApiStatusException error) when (error.IsNotFound || error.IsConflict)
        {
            // Gone, or edited since: its new version decides anew.
        }
    }
}
