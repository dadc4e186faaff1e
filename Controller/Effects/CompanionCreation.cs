using Controller.Objects;
using Controller.SparkApplications;
using Kubernetes.Client;
using Kubernetes.Client.Connection;
using Kubernetes.Client.Requests;
using Shared.Contracts.Core;
using Shared.Contracts.Names;
using Shared.Submission;

namespace Controller.Effects;

/// <summary>Creates one companion. What a repeated pass finds made is taken as it is when its content is the same, and made anew when not.</summary>
/// <param name="api">Where it is created.</param>
/// <param name="application">Whose it is.</param>
/// <param name="isLive">The application was read from the API server itself.</param>
/// <param name="made">Remembers it.</param>
internal sealed class CompanionCreation(IKubernetesApi api, ObjectRecord application, bool isLive, MadeObjects made)
{
    private const string NetworkPolicy = "NetworkPolicy";
    private const string PodGroup = "PodGroup";

    /// <summary>Null when it is there; done with something to say when the application runs without it.</summary>
    public async Task<EffectOutcome?> ApplyAsync(Companion companion, CancellationToken cancellationToken)
    {
        var resource = ResourceOf(companion);
        try
        {
            var answer = await api.SendAsync(ApiRequests.Create(resource, application.Namespace, companion.ToJson()), cancellationToken);
            Remember(resource, companion, MetadataProjection.Uid(answer.Body.Span));
            return null;
        }
        catch (ApiStatusException error) when (error.IsAlreadyExists)
        {
            return await SettleAsync(resource, companion, cancellationToken);
        }
        catch (ApiStatusException error) when (error.Code is 403 && companion.Kind is NetworkPolicy)
        {
            // The right to make it is a feature that a chart may leave out; Spark runs without.
            return new EffectOutcome.Done
            {
                Announcements = [new Effect.Announce(EventReasons.NetworkPolicyDenied, $"The application runs without its NetworkPolicy: {error.Status.Message ?? "forbidden"}", IsWarning: true)],
            };
        }
        catch (ApiStatusException error) when (error.IsNotFound && companion.Kind is PodGroup)
        {
            return new EffectOutcome.Rejected(new Rejection(
                "SchedulerNotInstalled", $"the API server cannot store {resource.FullName}: {error.Status.Message ?? "not found"}",
                "Install the scheduler with its CustomResourceDefinitions, or leave spec.batchScheduler out."));
        }
        catch (ApiStatusException error) when (Refusals.Of(error) is { } rejection)
        {
            return new EffectOutcome.Rejected(rejection);
        }
    }

    public static KubernetesResource ResourceOf(Companion companion) => Resource(companion.ApiVersion, companion.Kind, companion.Plural);

    public static KubernetesResource Resource(string apiVersion, string kind, string plural) => apiVersion.Split('/') is [var group, var version]
        ? new KubernetesResource(group, version, plural, kind)
        : new KubernetesResource("", apiVersion, plural, kind);

    private async Task<EffectOutcome?> SettleAsync(KubernetesResource resource, Companion companion, CancellationToken cancellationToken)
    {
        var owned = new OwnedObjects(api, application);
        var hash = companion.Metadata.Annotations.OrEmpty().GetValueOrDefault(Annotations.ContentHash);
        var (holding, metadata) = await owned.LookAsync(resource, companion.Name, hash, cancellationToken);
        switch (holding)
        {
            case Holding.Same when metadata is { DeletionTimestamp: null }:
                Remember(resource, companion, metadata.Uid);
                return isLive ? null : new EffectOutcome.Surprised($"{resource.Kind} {companion.Name} was made before");
            case Holding.Foreign:
                return new EffectOutcome.Rejected(new Rejection(
                    "NameConflict", $"{resource.Plural} \"{companion.Name}\" already exists and does not belong to this application (NameConflict).", $"Delete that {resource.Kind}."));
            case Holding.Other when metadata is { DeletionTimestamp: null, Uid: { } uid }:
                await owned.DeleteAsync(resource, companion.Name, uid, cancellationToken);
                break;
        }

        // Gone by now or soon: the next look makes it.
        return new EffectOutcome.Surprised($"{resource.Kind} {companion.Name} is being replaced");
    }

    private void Remember(KubernetesResource resource, Companion companion, string? uid)
    {
        if (uid is not null)
            made.Remember(application, resource, companion.Name, uid);
    }
}
