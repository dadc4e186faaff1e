using Controller.Applications;
using Controller.Effects;
using Controller.Objects;
using Controller.Pods;
using Controller.SparkApplications;
using Kubernetes.Client;
using Kubernetes.Client.Connection;
using Kubernetes.Client.Requests;
using Kubernetes.Client.Watching;
using Shared.Contracts.Core;
using Shared.Contracts.Names;
using Shared.Contracts.Serialization;
using Shared.Submission;
using Shared.Submission.Connect;

namespace Controller.SparkConnects;

/// <summary>What a Connect server needs of the API server: a live look, objects made, kept and deleted.</summary>
internal sealed class ConnectShell(IKubernetesApi api, ConnectCheck check)
{
    /// <summary>Null when it is gone.</summary>
    public async Task<ConnectObservation?> LookAsync(ObjectKey key, CancellationToken cancellationToken)
    {
        var selector = new ListOptions { LabelSelector = $"{Labels.ConnectName}={key.Name}" };
        var pods = PodList.Read((await api.SendAsync(ApiRequests.List(KubernetesResources.Pods, key.Namespace, selector), cancellationToken)).Body.Span);
        try
        {
            var answer = await api.SendAsync(ApiRequests.Get(SparkResources.SparkConnects, key.Namespace, key.Name), cancellationToken);
            var record = ObjectProjection.Read<ConnectRecord>(answer.Body.Span);
            return ConnectObservation.Of(record, pods, ConnectReading.Of(record, check), isLive: true);
        }
        catch (ApiStatusException error) when (error.IsNotFound)
        {
            return null;
        }
    }

    public async Task<EffectOutcome> ApplyAsync(ConnectObservation observation, IEnumerable<ConnectEffect> effects, CancellationToken cancellationToken)
    {
        foreach (var effect in effects)
        {
            var outcome = effect switch
            {
                ConnectEffect.KeepConfigMap => await KeepAsync(observation, observation.Wanted!.ConfigMap, cancellationToken),
                ConnectEffect.CreateServer => await CreateAsync(observation.Record, observation.Wanted!.Server, cancellationToken),
                ConnectEffect.DeleteServer(var name, var uid) => await DeleteAsync(observation.Record, name, uid, cancellationToken),
                ConnectEffect.KeepEntrances => await KeepEntrancesAsync(observation, observation.Wanted!, cancellationToken),
                _ => throw new System.Diagnostics.UnreachableException($"Effect {effect} is not carried out by anyone."),
            };
            if (outcome is not EffectOutcome.Done)
                return outcome;
        }

        return EffectOutcome.AllDone;
    }

    private async Task<EffectOutcome> KeepEntrancesAsync(ConnectObservation observation, ConnectObjects wanted, CancellationToken cancellationToken)
    {
        if (await KeepAsync(observation, wanted.Service, cancellationToken) is not EffectOutcome.Done and var outcome)
            return outcome;
        if (wanted.NetworkPolicy is { } policy)
            return await KeepAsync(observation, policy, cancellationToken);

        try
        {
            return await RemoveAsync(observation, KubernetesResources.NetworkPolicies, ResourceNames.ConnectNetworkPolicy(observation.Record.Name), cancellationToken);
        }
        catch (ApiStatusException error) when (error.Code is 403)
        {
            // Without the right to make one there is none to delete.
            return EffectOutcome.AllDone;
        }
    }

    private async Task<EffectOutcome> RemoveAsync(ConnectObservation observation, KubernetesResource resource, string name, CancellationToken cancellationToken)
    {
        var owned = new OwnedObjects(api, observation.Record);
        if (await owned.LookAsync(resource, name, null, cancellationToken) is not (Holding.Same or Holding.Other, { DeletionTimestamp: null, Uid: { } uid }))
            return EffectOutcome.AllDone;
        if (!observation.IsLive)
            return new EffectOutcome.Surprised($"{resource.Kind} {name} is not wanted");

        await owned.DeleteAsync(resource, name, uid, cancellationToken);
        return EffectOutcome.AllDone;
    }

    // Read first: it is there nearly always. A cache that is late may show a server that is gone, or its earlier specification: nothing is written on its word.
    private async Task<EffectOutcome> KeepAsync(ConnectObservation observation, Companion companion, CancellationToken cancellationToken)
    {
        var (connect, resource) = (observation.Record, CompanionCreation.ResourceOf(companion));
        var hash = companion.Metadata.Annotations.OrEmpty().GetValueOrDefault(Annotations.ContentHash);
        try
        {
            var (holding, metadata) = await new OwnedObjects(api, connect).LookAsync(resource, companion.Name, hash, cancellationToken);
            switch (holding)
            {
                case Holding.Foreign:
                    return NameConflict(resource, companion.Name);
                case Holding.Nothing or Holding.Other when !observation.IsLive:
                    return new EffectOutcome.Surprised($"{resource.Kind} {companion.Name} is not as it is wanted");
                case Holding.Nothing:
                    _ = await api.SendAsync(ApiRequests.Create(resource, connect.Namespace, companion.ToJson()), cancellationToken);
                    break;
                case Holding.Other when metadata is { DeletionTimestamp: null, ResourceVersion: { } version }:
                    var body = companion.With(companion.Metadata with { ResourceVersion = version }).ToJson();
                    _ = await api.SendAsync(ApiRequests.Patch(resource, connect.Namespace, companion.Name, PatchKind.Merge, body), cancellationToken);
                    break;
            }

            return EffectOutcome.AllDone;
        }
        catch (ApiStatusException error) when (Refusals.Of(error) is { } rejection)
        {
            return new EffectOutcome.Rejected(rejection);
        }
    }

    private async Task<EffectOutcome> CreateAsync(ConnectRecord connect, Pod server, CancellationToken cancellationToken)
    {
        try
        {
            _ = await api.SendAsync(ApiRequests.Create(KubernetesResources.Pods, connect.Namespace, ContractsJson.Serialize(server)), cancellationToken);
            return EffectOutcome.AllDone;
        }
        catch (ApiStatusException error) when (error.IsAlreadyExists)
        {
            // Ours from a pass whose answer was lost, one on its way out that has lost its label, or anybody's.
            var (holding, _) = await new OwnedObjects(api, connect).LookAsync(KubernetesResources.Pods, server.Metadata!.Name!, null, cancellationToken);
            return holding is Holding.Foreign ? NameConflict(KubernetesResources.Pods, server.Metadata.Name!) : EffectOutcome.AllDone;
        }
        catch (ApiStatusException error) when (Refusals.Of(error) is { } rejection)
        {
            return new EffectOutcome.Rejected(rejection);
        }
    }

    private async Task<EffectOutcome> DeleteAsync(ConnectRecord connect, string name, string uid, CancellationToken cancellationToken)
    {
        await new OwnedObjects(api, connect).DeleteAsync(KubernetesResources.Pods, name, uid, cancellationToken);
        return EffectOutcome.AllDone;
    }

    private static EffectOutcome.Rejected NameConflict(KubernetesResource resource, string name) => new(new Rejection(
        "NameConflict", $"{resource.Plural} \"{name}\" already exists and does not belong to this Connect server (NameConflict).", $"Delete or rename that {resource.Kind}."));
}
