using System.Security.Cryptography.X509Certificates;

namespace Webhook.Certificates.SelfManaged;

/// <summary>The next step of certificates that we look after ourselves.</summary>
internal enum RotationStep
{
    None,

    /// <summary>Nothing there can be used: a new authority and a new serving certificate.</summary>
    MakeAll,

    /// <summary>A new serving certificate of the authority.</summary>
    RenewServer,

    /// <summary>A new authority is made known and signs nothing yet.</summary>
    AddNext,

    /// <summary>The new authority signs; the old one stays known.</summary>
    Promote,

    /// <summary>Nobody serves a certificate of the old authority any more.</summary>
    DropPrevious,
}

/// <summary>When what is renewed. Any number of replicas may ask at any time: the answer depends on what is stored and on the time alone.</summary>
internal static class RotationRules
{
    public static readonly TimeSpan ServerLifetime = TimeSpan.FromDays(7);
    public static readonly TimeSpan AuthorityLifetime = TimeSpan.FromDays(730);

    /// <summary>Longer than every replica needs to see a change, and every API server to hear of a new bundle.</summary>
    public static readonly TimeSpan Overlap = TimeSpan.FromHours(1);

    public static RotationStep Next(StoredCertificates? stored, IReadOnlyList<string> hosts, DateTimeOffset now)
    {
        using var authority = stored?.Authority.TryLoad();
        if (stored is null || authority is null || !IsValid(authority, now))
            return RotationStep.MakeAll;

        using var server = stored.Server.TryLoad();
        if (server is null || !IsValid(server, now) || !IsSignedBy(server, authority) || !Names(server, hosts))
            return RotationStep.RenewServer;

        using var next = stored.Next?.TryLoad();
        if (stored.Next is not null && (next is null || now >= Made(next) + Overlap))
            return next is null ? RotationStep.AddNext : RotationStep.Promote;
        if (stored.Previous is not null && now >= Made(server) + Overlap)
            return RotationStep.DropPrevious;
        if (next is null && IsWorn(authority, now))
            return RotationStep.AddNext;
        return IsWorn(server, now) || Lifetime(server) > ServerLifetime + Overlap + Overlap ? RotationStep.RenewServer : RotationStep.None;
    }

    private static DateTimeOffset Made(X509Certificate2 certificate) => new DateTimeOffset(certificate.NotBefore.ToUniversalTime()) + SelfSignedCertificate.Backdate;

    private static TimeSpan Lifetime(X509Certificate2 certificate) => certificate.NotAfter - certificate.NotBefore;

    private static bool IsValid(X509Certificate2 certificate, DateTimeOffset now) => now >= certificate.NotBefore.ToUniversalTime() && now < certificate.NotAfter.ToUniversalTime();

    // Two thirds are over: a third is left to mend whatever keeps it from being renewed.
    private static bool IsWorn(X509Certificate2 certificate, DateTimeOffset now) =>
        new DateTimeOffset(certificate.NotAfter.ToUniversalTime()) - now < Lifetime(certificate) / 3;

    private static bool IsSignedBy(X509Certificate2 server, X509Certificate2 authority)
    {
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.Add(authority);
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.ChainPolicy.VerificationFlags = X509VerificationFlags.IgnoreNotTimeValid;
        chain.ChainPolicy.DisableCertificateDownloads = true;
        return chain.Build(server);
    }

    private static bool Names(X509Certificate2 server, IReadOnlyList<string> hosts) => hosts.All(host => server.MatchesHostname(host, allowWildcards: false, allowCommonName: false));
}
