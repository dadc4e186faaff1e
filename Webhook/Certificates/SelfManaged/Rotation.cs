namespace Webhook.Certificates.SelfManaged;

/// <summary>Takes the steps of <see cref="RotationRules"/>: makes keys, signs.</summary>
internal static class Rotation
{
    /// <param name="step">Any but <see cref="RotationStep.None"/>.</param>
    /// <param name="stored">What is there; may be null only for <see cref="RotationStep.MakeAll"/>.</param>
    /// <param name="hosts">Names of the webhook.</param>
    /// <param name="now">When.</param>
    public static StoredCertificates Take(RotationStep step, StoredCertificates? stored, IReadOnlyList<string> hosts, DateTimeOffset now)
    {
        switch (step)
        {
            case RotationStep.MakeAll:
                var authority = SelfSignedCertificate.MakeAuthority(now, RotationRules.AuthorityLifetime);
                return new StoredCertificates(authority, Server(authority));
            case RotationStep.RenewServer:
                return stored! with { Server = Server(stored.Authority) };
            case RotationStep.AddNext:
                return stored! with { Next = SelfSignedCertificate.MakeAuthority(now, RotationRules.AuthorityLifetime) };
            case RotationStep.Promote:
                return new StoredCertificates(stored!.Next!, Server(stored.Next!), null, stored.Authority.Certificate);
            case RotationStep.DropPrevious:
                return stored! with { Previous = null };
            default:
                throw new ArgumentOutOfRangeException(nameof(step), step, "Not a step to take.");
        }

        PemPair Server(PemPair issuer) => SelfSignedCertificate.MakeLeaf(issuer, hosts, now, RotationRules.ServerLifetime);
    }
}
