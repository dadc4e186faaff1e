using Kubernetes.Client.Connection;
using Kubernetes.Client.Requests;
using Shared.Contracts.Core;
using Shared.Contracts.Serialization;

namespace Kubernetes.Client.LeaderElection;

/// <summary>Reads and writes one lease in the lane of its own.</summary>
internal sealed class LeaseClaim(IKubernetesApi api, LeaseOptions options, TimeProvider clock)
{
    private (string ResourceVersion, long Since)? _seen;

    /// <summary>What was last read or written.</summary>
    public Lease? Lease { get; private set; }

    /// <summary>One look and, if the rules say so, one write.</summary>
    /// <returns>True when the lease is ours now.</returns>
    public async Task<bool> TryAsync(CancellationToken cancellationToken)
    {
        try
        {
            Lease = await ReadAsync(cancellationToken);
            var step = LeaseRules.Next(Lease, Sighting(), options);
            if (step is LeaseStep.Wait)
                return false;
            Lease = await WriteAsync(LeaseRules.Claimed(Lease, options, clock.GetUtcNow()), create: step is LeaseStep.Create, cancellationToken);
            return true;
        }
        catch (ApiStatusException lost) when (lost.Code == 409)
        {
            return false; // Another one was quicker. The next look tells who.
        }
    }

    /// <summary>Writes on what we wrote last, without reading: one call each time while all is well.</summary>
    /// <returns>True when it is still ours; false when somebody else wrote to it.</returns>
    public async Task<bool> RenewAsync(CancellationToken cancellationToken)
    {
        try
        {
            Lease = await WriteAsync(LeaseRules.Claimed(Lease, options, clock.GetUtcNow()), create: false, cancellationToken);
            return true;
        }
        catch (ApiStatusException stale) when (stale.Code is 404 or 409)
        {
            // Our own write whose answer was lost, a label by a person, or a thief: only a look tells.
            return await TryAsync(cancellationToken);
        }
    }

    public async Task ReleaseAsync(CancellationToken cancellationToken)
    {
        try
        {
            await WriteReleasedAsync(cancellationToken);
        }
        catch (ApiStatusException stale) when (stale.IsConflict)
        {
            // A renewal that we gave up waiting for was stored after all.
            Lease = await ReadAsync(cancellationToken);
            await WriteReleasedAsync(cancellationToken);
        }
    }

    private async Task WriteReleasedAsync(CancellationToken cancellationToken)
    {
        if (Lease?.Spec?.HolderIdentity == options.Identity)
            Lease = await WriteAsync(LeaseRules.Released(Lease, clock.GetUtcNow()), create: false, cancellationToken);
    }

    private async Task<Lease?> ReadAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await SendAsync(ApiRequests.Get(KubernetesResources.Leases, options.Namespace, options.Name), cancellationToken);
        }
        catch (ApiStatusException missing) when (missing.IsNotFound)
        {
            return null;
        }
    }

    private Task<Lease> WriteAsync(Lease lease, bool create, CancellationToken cancellationToken)
    {
        var body = ContractsJson.Serialize(lease);
        return SendAsync(
            create
                ? ApiRequests.Create(KubernetesResources.Leases, options.Namespace, body)
                : ApiRequests.Replace(KubernetesResources.Leases, options.Namespace, options.Name, body),
            cancellationToken);
    }

    private async Task<Lease> SendAsync(ApiRequest request, CancellationToken cancellationToken)
    {
        var answer = await api.SendAsync(request with { Lane = ApiLane.Lease, Timeout = options.RenewDeadline / 2 }, cancellationToken);
        return ContractsJson.Deserialize<Lease>(answer.Body.Span);
    }

    private LeaseSighting? Sighting()
    {
        if (Lease?.Metadata?.ResourceVersion is not { } version)
            return null;
        if (_seen?.ResourceVersion != version)
            _seen = (version, clock.GetTimestamp());
        return new LeaseSighting(version, clock.GetElapsedTime(_seen!.Value.Since));
    }
}
