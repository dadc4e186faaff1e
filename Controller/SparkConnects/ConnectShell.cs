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

    /// <summary>Null when all is done.</summary>
    public async Task<Rejection?> ApplyAsync(ConnectObservation observation, IEnumerable<ConnectEffect> effects, CancellationToken cancellationToken)
    {
        foreach (var effect in effects)
        {
            var rejection = effect switch
            {
                ConnectEffect.KeepConfigMap => await KeepAsync(observation.Record, observation.Wanted!.ConfigMap, cancellationToken),
                ConnectEffect.CreateServer => await CreateAsync(observation.Record, observation.Wanted!.Server, cancellationToken),
                ConnectEffect.DeleteServer(var name, var uid) => await DeleteAsync(observation.Record, name, uid, cancellationToken),
                ConnectEffect.KeepEntrances => await KeepEntrancesAsync(observation.Record, observation.Wanted!, cancellationToken),
                _ => throw new System.Diagnostics.UnreachableException($"Effect {effect} is not carried out by anyone."),
            };
            if (rejection is not null)
                return rejection;
        }

        return null;
    }

    private async Task<Rejection?> KeepEntrancesAsync(ConnectRecord connect, ConnectObjects wanted, CancellationToken cancellationToken)
    {
        if (await KeepAsync(connect, wanted.Service, cancellationToken) is { } rejection)
            return rejection;
        if (wanted.NetworkPolicy is { } policy)
            return await KeepAsync(connect, policy, cancellationToken);

        try
        {
            await new OwnedObjects(api, connect).DeleteIfOursAsync(KubernetesResources.NetworkPolicies, ResourceNames.ConnectNetworkPolicy(connect.Name), cancellationToken);
        }
        catch (ApiStatusException error) when (error.Code is 403)
        {
            // Without the right to make one there is none to delete.
        }

        return null;
    }

    // Read first: it is there nearly always.
    private async Task<Rejection?> KeepAsync(ConnectRecord connect, Companion companion, CancellationToken cancellationToken)
    {
        var resource = CompanionCreation.ResourceOf(companion);
        var hash = companion.Metadata.Annotations.OrEmpty().GetValueOrDefault(Annotations.ContentHash);
        try
        {
            var (holding, metadata) = await new OwnedObjects(api, connect).LookAsync(resource, companion.Name, hash, cancellationToken);
            switch (holding)
            {
                case Holding.Nothing:
                    _ = await api.SendAsync(ApiRequests.Create(resource, connect.Namespace, companion.ToJson()), cancellationToken);
                    return null;
                case Holding.Foreign:
                    return NameConflict(resource, companion.Name);
                case Holding.Other when metadata is { DeletionTimestamp: null, ResourceVersion: { } version }:
                    var body = companion.With(companion.Metadata with { ResourceVersion = version }).ToJson();
                    _ = await api.SendAsync(ApiRequests.Patch(resource, connect.Namespace, companion.Name, PatchKind.Merge, body), cancellationToken);
                    return null;
                default:
                    return null;
            }
        }
        catch (ApiStatusException error) when (Refusals.Of(error) is { } rejection)
        {
            return rejection;
        }
    }

    private async Task<Rejection?> CreateAsync(ConnectRecord connect, Pod server, CancellationToken cancellationToken)
    {
        try
        {
            _ = await api.SendAsync(ApiRequests.Create(KubernetesResources.Pods, connect.Namespace, ContractsJson.Serialize(server)), cancellationToken);
            return null;
        }
        catch (ApiStatusException error) when (error.IsAlreadyExists)
        {
            // Ours from a pass whose answer was lost, one on its way out that has lost its label, or anybody's.
            var (holding, _) = await new OwnedObjects(api, connect).LookAsync(KubernetesResources.Pods, server.Metadata!.Name!, null, cancellationToken);
            return holding is Holding.Foreign ? NameConflict(KubernetesResources.Pods, server.Metadata.Name!) : null;
        }
        catch (ApiStatusException error) when (Refusals.Of(error) is { } rejection)
        {
            return rejection;
        }
    }

    private async Task<Rejection?> DeleteAsync(ConnectRecord connect, string name, string uid, CancellationToken cancellationToken)
    {
        await new OwnedObjects(api, connect).DeleteAsync(KubernetesResources.Pods, name, uid, cancellationToken);
        return null;
    }

    private static Rejection NameConflict(KubernetesResource resource, string name) => new(
        "NameConflict", $"{resource.Plural} \"{name}\" already exists and does not belong to this Connect server (NameConflict).", $"Delete or rename that {resource.Kind}.");
}
