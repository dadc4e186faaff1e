using Controller.Objects;
using Kubernetes.Client;
using Kubernetes.Client.Connection;
using Kubernetes.Client.Requests;
using Shared.Contracts.Core;
using Shared.Contracts.Names;

namespace Controller.Effects;

/// <summary>What a name turned out to hold.</summary>
internal enum Holding
{
    Nothing,

    /// <summary>Ours, with the content that we want.</summary>
    Same,

    /// <summary>Ours, with other content.</summary>
    Other,
    Foreign,
}

/// <summary>Reads and deletes objects that belong to one of ours, and never touches any other.</summary>
/// <param name="api">Where they are.</param>
/// <param name="owner">Whose they are.</param>
/// <param name="made">What need not be looked at before it is deleted; null: everything is looked at.</param>
internal sealed class OwnedObjects(IKubernetesApi api, ObjectRecord owner, MadeObjects? made = null)
{
    /// <summary>Deletes whichever object holds the name, if it is ours.</summary>
    public async Task DeleteIfOursAsync(KubernetesResource resource, string name, CancellationToken cancellationToken, Propagation? propagation = null)
    {
        if (made?.Take(owner, resource, name) is { } known && await TryDeleteAsync(resource, name, known, propagation, cancellationToken))
            return;

        var (holding, metadata) = await LookAsync(resource, name, null, cancellationToken);
        if (holding is Holding.Same or Holding.Other && metadata is { DeletionTimestamp: null, Uid: { } uid })
            await DeleteAsync(resource, name, uid, cancellationToken, propagation);
    }

    /// <summary>Only the object with this UID. Gone, or replaced by another one, is as good as deleted.</summary>
    public async Task DeleteAsync(KubernetesResource resource, string name, string uid, CancellationToken cancellationToken, Propagation? propagation = null)
    {
        try
        {
            await DestroyAsync(resource, name, uid, propagation, cancellationToken);
        }
        catch (ApiStatusException error) when (error.IsConflict)
        {
            // Usually another object has the name by now. If it is still the same one, the server was only too busy with it.
            if (await LookAsync(resource, name, null, cancellationToken) is (_, { DeletionTimestamp: null } metadata) && metadata.Uid == uid)
                throw;
        }
    }

    // False when another object may have the name by now.
    private async Task<bool> TryDeleteAsync(KubernetesResource resource, string name, string uid, Propagation? propagation, CancellationToken cancellationToken)
    {
        try
        {
            await DestroyAsync(resource, name, uid, propagation, cancellationToken);
            return true;
        }
        catch (ApiStatusException error) when (error.IsConflict)
        {
            return false;
        }
    }

    private async Task DestroyAsync(KubernetesResource resource, string name, string uid, Propagation? propagation, CancellationToken cancellationToken)
    {
        try
        {
            _ = await api.SendAsync(ApiRequests.Delete(resource, owner.Namespace, name, new DeleteOptions { Uid = uid, Propagation = propagation }), cancellationToken);
        }
        catch (ApiStatusException error) when (error.IsNotFound)
        {
            // What was to be destroyed does not exist any more.
        }
    }

    public async Task<(Holding Holding, ObjectMeta? Metadata)> LookAsync(
        KubernetesResource resource, string name, string? contentHash, CancellationToken cancellationToken)
    {
        ObjectMeta metadata;
        try
        {
            var answer = await api.SendAsync(ApiRequests.Get(resource, owner.Namespace, name), cancellationToken);
            metadata = MetadataProjection.Read(answer.Body.Span);
        }
        catch (ApiStatusException error) when (error.IsNotFound)
        {
            return (Holding.Nothing, null);
        }

        if (!metadata.OwnerReferences.OrEmpty().Any(reference => reference.Uid == owner.Uid))
            return (Holding.Foreign, metadata);
        return (metadata.Annotations.OrEmpty().GetValueOrDefault(Annotations.ContentHash) == contentHash ? Holding.Same : Holding.Other, metadata);
    }
}
