using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Shared.Hosting;

namespace Webhook.Certificates;

/// <summary>A certificate authority and a serving certificate of our own, for laptops and for clusters without an issuer.</summary>
internal static class SelfSignedCertificate
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromDays(365);

    /// <summary>Two machines' clocks differ; a certificate that is valid "from now" is refused by the one that is behind.</summary>
    public static readonly TimeSpan Backdate = TimeSpan.FromHours(1);

    /// <summary>Writes certificate, key and ca.crt unless a serving pair is there already. The authority's key is not kept.</summary>
    /// <exception cref="UsageException">The folder cannot be written.</exception>
    public static void EnsureIn(CertificateFolder folder, IReadOnlyList<string> hosts, TimeProvider clock)
    {
        if (folder.IsFilled)
            return;

        var (authority, certificate, key) = Make(hosts, clock.GetUtcNow());
        CertificateFiles.Write(folder.Directory, (CertificateFiles.AuthorityName, authority), (folder.Key, key), (folder.Certificate, certificate));
    }

    internal static (string Authority, string Certificate, string Key) Make(IReadOnlyList<string> hosts, DateTimeOffset now)
    {
        var authority = MakeAuthority(now, Lifetime);
        var leaf = MakeLeaf(authority, hosts, now, Lifetime);
        return (authority.Certificate, leaf.Certificate, leaf.Key);
    }

    /// <summary>A new authority that signs for nobody yet.</summary>
    public static PemPair MakeAuthority(DateTimeOffset now, TimeSpan lifetime)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=spark-operator-webhook-ca,O=spark-operator", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, true, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign, true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, false));
        using var certificate = request.CreateSelfSigned(now - Backdate, now + lifetime);
        return new PemPair(certificate.ExportCertificatePem(), key.ExportPkcs8PrivateKeyPem());
    }

    /// <summary>A serving certificate, with its authority behind it.</summary>
    public static PemPair MakeLeaf(PemPair authority, IReadOnlyList<string> hosts, DateTimeOffset now, TimeSpan lifetime)
    {
        using var issuer = authority.Load();
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={(hosts.Count > 0 ? hosts[0] : "spark-operator-webhook")}", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(false, false, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature, true));
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid("1.3.6.1.5.5.7.3.1")], false));
        request.CertificateExtensions.Add(Names(hosts));
        if (issuer.Extensions.OfType<X509SubjectKeyIdentifierExtension>().Any())
            request.CertificateExtensions.Add(X509AuthorityKeyIdentifierExtension.CreateFromCertificate(issuer, true, false));

        // No longer than its authority, or nobody would trust it at the end.
        var until = new[] { now + lifetime, issuer.NotAfter.ToUniversalTime() }.Min();
        using var rsa = issuer.GetRSAPrivateKey();
        using var ecdsa = issuer.GetECDsaPrivateKey();
        var generator = rsa is not null ? X509SignatureGenerator.CreateForRSA(rsa, RSASignaturePadding.Pkcs1) : X509SignatureGenerator.CreateForECDsa(ecdsa!);
        using var certificate = request.Create(issuer.SubjectName, generator, now - Backdate, until, RandomNumberGenerator.GetBytes(16));
        return new PemPair($"{certificate.ExportCertificatePem()}\n{issuer.ExportCertificatePem()}", key.ExportPkcs8PrivateKeyPem());
    }

    private static X509Extension Names(IReadOnlyList<string> hosts)
    {
        var names = new SubjectAlternativeNameBuilder();
        foreach (var host in hosts)
        {
            if (IPAddress.TryParse(host, out var address))
                names.AddIpAddress(address);
            else
                names.AddDnsName(host);
        }

        return names.Build();
    }
}
