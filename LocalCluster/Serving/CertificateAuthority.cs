using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace LocalCluster.Serving;

/// <summary>The cluster's own authority, made at the start and never written to disk: it signs the server and the clients.</summary>
internal sealed class CertificateAuthority : IDisposable
{
    private const string ServerUse = "1.3.6.1.5.5.7.3.1";
    private const string ClientUse = "1.3.6.1.5.5.7.3.2";
    private static readonly TimeSpan Life = TimeSpan.FromDays(365);

    private readonly TimeProvider _clock;

    public CertificateAuthority(TimeProvider clock)
    {
        _clock = clock;
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=localcluster-ca", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign | X509KeyUsageFlags.DigitalSignature, true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, false));
        Certificate = request.CreateSelfSigned(Begin, Begin + Life + TimeSpan.FromDays(1));
    }

    public X509Certificate2 Certificate { get; }

    public string Pem => Certificate.ExportCertificatePem() + "\n";

    // Clocks of clients may run a little behind.
    private DateTimeOffset Begin => _clock.GetUtcNow().AddMinutes(-5);

    public X509Certificate2 IssueServer(string host)
    {
        var names = new SubjectAlternativeNameBuilder();
        foreach (var name in new[] { "localhost", "kubernetes", "kubernetes.default", "kubernetes.default.svc", "kubernetes.default.svc.cluster.local" })
            names.AddDnsName(name);
        names.AddIpAddress(IPAddress.Loopback);
        names.AddIpAddress(IPAddress.IPv6Loopback);
        if (IPAddress.TryParse(host, out var address) && !IPAddress.IsLoopback(address))
            names.AddIpAddress(address);
        var (certificate, key) = Issue("CN=localcluster", ServerUse, names);
        using (certificate)
        using (key)
        using (var pair = certificate.CopyWithPrivateKey(key))
            // The TLS of some platforms cannot use a key that lives in memory only.
            return X509CertificateLoader.LoadPkcs12(pair.Export(X509ContentType.Pkcs12), null);
    }

    /// <summary>Certificate and key in PEM for a user (CN) and its groups (O).</summary>
    public (string Certificate, string Key) IssueClient(string user, params IReadOnlyList<string> groups)
    {
        var name = new X500DistinguishedNameBuilder();
        name.AddCommonName(user);
        foreach (var group in groups)
            name.AddOrganizationName(group);
        var (certificate, key) = Issue(name.Build(), ClientUse, null);
        using (certificate)
        using (key)
            return (certificate.ExportCertificatePem() + "\n", key.ExportPkcs8PrivateKeyPem() + "\n");
    }

    /// <summary>Whether this authority signed a certificate that is valid now.</summary>
    public bool Signed(X509Certificate2 certificate)
    {
        using var chain = new X509Chain { ChainPolicy = Trusting(Certificate) };
        _ = chain.ChainPolicy.ApplicationPolicy.Add(new Oid(ClientUse));
        return chain.Build(certificate);
    }

    /// <summary>Chains end at this authority and nowhere else; nothing is fetched for them.</summary>
    public static X509ChainPolicy Trusting(X509Certificate2 authority)
    {
        var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck, DisableCertificateDownloads = true };
        _ = policy.CustomTrustStore.Add(authority);
        return policy;
    }

    public void Dispose() => Certificate.Dispose();

    private (X509Certificate2 Certificate, ECDsa Key) Issue(string subject, string use, SubjectAlternativeNameBuilder? names) =>
        Issue(new X500DistinguishedName(subject), use, names);

    private (X509Certificate2 Certificate, ECDsa Key) Issue(X500DistinguishedName subject, string use, SubjectAlternativeNameBuilder? names)
    {
        var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest(subject, key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(false, false, 0, false));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature, true));
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid(use)], false));
        if (names is not null)
            request.CertificateExtensions.Add(names.Build());
        var serial = RandomNumberGenerator.GetBytes(16);
        serial[0] &= 0x7f;
        return (request.Create(Certificate, Begin, Begin + Life, serial), key);
    }
}
