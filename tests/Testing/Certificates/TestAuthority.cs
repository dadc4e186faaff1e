using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Testing.Certificates;

/// <summary>A certificate authority that lives as long as a test.</summary>
public sealed class TestAuthority : IDisposable
{
    private static readonly DateTimeOffset Start = TimeProvider.System.GetUtcNow().AddHours(-1);
    private readonly X509Certificate2 _certificate;
    private long _serial;

    public TestAuthority(string name = "test authority")
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, false, 0, critical: true));
        _certificate = request.CreateSelfSigned(Start, Start.AddDays(2));
    }

    /// <summary>The authority's certificate, without its key.</summary>
    public string Pem => _certificate.ExportCertificatePem();

    /// <summary>For <c>localhost</c>, the loopback addresses and other names that are wanted.</summary>
    public X509Certificate2 ServerCertificate(params string[] names)
    {
        var alternatives = new SubjectAlternativeNameBuilder();
        alternatives.AddDnsName("localhost");
        alternatives.AddIpAddress(IPAddress.Loopback);
        foreach (var name in names)
            alternatives.AddDnsName(name);
        return Issue("CN=localhost", "1.3.6.1.5.5.7.3.1", alternatives);
    }

    /// <summary>Only for the names given.</summary>
    public X509Certificate2 ServerCertificateFor(string name)
    {
        var alternatives = new SubjectAlternativeNameBuilder();
        alternatives.AddDnsName(name);
        return Issue($"CN={name}", "1.3.6.1.5.5.7.3.1", alternatives);
    }

    /// <summary>Right in all but its purpose.</summary>
    public X509Certificate2 ClientCertificateForLocalhost()
    {
        var alternatives = new SubjectAlternativeNameBuilder();
        alternatives.AddIpAddress(IPAddress.Loopback);
        return Issue("CN=localhost", "1.3.6.1.5.5.7.3.2", alternatives);
    }

    public X509Certificate2 ClientCertificate(string user, string group = "system:masters") => Issue($"O={group}, CN={user}", "1.3.6.1.5.5.7.3.2", null);

    public static string KeyPem(X509Certificate2 certificate) => certificate.GetECDsaPrivateKey()!.ExportPkcs8PrivateKeyPem();

    public void Dispose() => _certificate.Dispose();

    private X509Certificate2 Issue(string subject, string usage, SubjectAlternativeNameBuilder? alternatives)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest(subject, key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid(usage)], critical: false));
        if (alternatives is not null)
            request.CertificateExtensions.Add(alternatives.Build());
        using var issued = request.Create(_certificate, Start, Start.AddDays(1), BitConverter.GetBytes(++_serial));
        return issued.CopyWithPrivateKey(key);
    }
}
