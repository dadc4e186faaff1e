using Shared.Contracts.Core;

namespace Kubernetes.Client.LeaderElection;

/// <summary>What to do with a lease. Pure.</summary>
internal static class LeaseRules
{
    public static LeaseStep Next(Lease? lease, LeaseSighting? sighting, LeaseOptions options)
    {
        if (lease is null)
            return LeaseStep.Create;
        if (lease.Spec?.HolderIdentity == options.Identity)
            return LeaseStep.Renew;
        if (string.IsNullOrEmpty(lease.Spec?.HolderIdentity))
            return LeaseStep.Take;

        var duration = lease.Spec.LeaseDurationSeconds is > 0 and var seconds ? TimeSpan.FromSeconds(seconds) : options.Duration;
        return sighting?.ResourceVersion == lease.Metadata?.ResourceVersion && sighting?.Age >= duration ? LeaseStep.Take : LeaseStep.Wait;
    }

    /// <summary>The lease as we want to write it. The resource version stays, so that of two writers one loses.</summary>
    public static Lease Claimed(Lease? lease, LeaseOptions options, DateTimeOffset now)
    {
        var same = lease?.Spec?.HolderIdentity == options.Identity;
        return (lease ?? New(options)) with
        {
            Spec = (lease?.Spec ?? new LeaseSpec()) with
            {
                HolderIdentity = options.Identity,
                LeaseDurationSeconds = (int)options.Duration.TotalSeconds,
                AcquireTime = same ? lease!.Spec!.AcquireTime : now,
                RenewTime = now,
                LeaseTransitions = lease is null ? 0 : (lease.Spec?.LeaseTransitions ?? 0) + (same ? 0 : 1),
            },
        };
    }

    /// <summary>Given back: whoever looks next may have it at once.</summary>
    public static Lease Released(Lease lease, DateTimeOffset now) =>
        lease with { Spec = (lease.Spec ?? new LeaseSpec()) with { HolderIdentity = "", LeaseDurationSeconds = 1, RenewTime = now } };

    private static Lease New(LeaseOptions options) => new()
    {
        ApiVersion = "coordination.k8s.io/v1",
        Kind = "Lease",
        Metadata = new ObjectMeta { Namespace = options.Namespace, Name = options.Name },
    };
}

internal enum LeaseStep
{
    /// <summary>There is none.</summary>
    Create,

    /// <summary>It is ours.</summary>
    Renew,

    /// <summary>It was given back, or its holder has been silent for its whole duration.</summary>
    Take,

    /// <summary>Somebody holds it.</summary>
    Wait,
}
