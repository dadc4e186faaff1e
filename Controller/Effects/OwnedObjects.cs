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
internal sealed class OwnedObjects(IKubernetesApi api, ObjectRecord owner)
{
    /// <summary>Deletes the object if it is ours; null UID means whichever holds the name now.</summary>
    public async Task DeleteIfOursAsync(KubernetesResource resource, string name, CancellationToken cancellationToken, Propagation? propagation = null)
    {
        var (holding, metadata) = await LookAsync(resource, name, null, cancellationToken);
        if (holding is Holding.Same or Holding.Other && metadata is { DeletionTimestamp: null, Uid: { } uid })
            await DeleteAsync(resource, name, uid, cancellationToken, propagation);
    }

    /// <summary>Only the object with this UID. Gone, or replaced by another one, is as good as deleted.</summary>
    public async Task DeleteAsync(KubernetesResource resource, string name, string uid, CancellationToken cancellationToken, Propagation? propagation = null)
    {
        try
        {
            _ = await api.SendAsync(ApiRequests.Delete(resource, owner.Namespace, name, new DeleteOptions { Uid = uid, Propagation = propagation }), cancellationToken);
        }
        catch (ApiStatusException error) when (error.IsNotFound)
        {
            // What was to be destroyed does not exist any more.
        }
        catch (ApiStatusException error) when (error.IsConflict)
        {
            // Usually another object has the name by now. If it is still the same one, the server was only too busy with it.
            if (await LookAsync(resource, name, null, cancellationToken) is (_, { DeletionTimestamp: null } metadata) && metadata.Uid == uid)
                throw;
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
