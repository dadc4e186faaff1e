using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Shared.Hosting;

namespace Webhook.Certificates;

/// <summary>A certificate authority and a serving certificate of our own, for laptops and for clusters without an issuer.</summary>
internal static class SelfSignedCertificate
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromDays(365);

    // Two machines' clocks differ; a certificate that is valid "from now" is refused by the one that is behind.
    private static readonly TimeSpan Backdate = TimeSpan.FromHours(1);

    /// <summary>Writes tls.crt, tls.key and ca.crt unless a serving pair is there already. The authority's key is not kept.</summary>
    /// <exception cref="UsageException">The folder cannot be written.</exception>
    public static void EnsureIn(string directory, IReadOnlyList<string> hosts, TimeProvider clock)
    {
        if (File.Exists(Path.Combine(directory, CertificateFiles.CertificateName)) && File.Exists(Path.Combine(directory, CertificateFiles.KeyName)))
            return;

        var (authority, certificate, key) = Make(hosts, clock.GetUtcNow());
        try
        {
            Directory.CreateDirectory(directory);
            Write(directory, CertificateFiles.AuthorityName, authority);
            Write(directory, CertificateFiles.KeyName, key);
            Write(directory, CertificateFiles.CertificateName, certificate);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"--certificate-directory: '{directory}' cannot be written: {exception.Message}", exception);
        }
    }

    internal static (string Authority, string Certificate, string Key) Make(IReadOnlyList<string> hosts, DateTimeOffset now)
    {
        var (from, until) = (now - Backdate, now + Lifetime);
        using var authorityKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var authorityRequest = new CertificateRequest("CN=spark-operator-webhook-ca,O=spark-operator", authorityKey, HashAlgorithmName.SHA256);
        authorityRequest.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, true, 0, true));
        authorityRequest.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign, true));
        authorityRequest.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(authorityRequest.PublicKey, false));
        using var authority = authorityRequest.CreateSelfSigned(from, until);

        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={(hosts.Count > 0 ? hosts[0] : "spark-operator-webhook")}", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(false, false, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature, true));
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid("1.3.6.1.5.5.7.3.1")], false));
        request.CertificateExtensions.Add(Names(hosts));
        request.CertificateExtensions.Add(X509AuthorityKeyIdentifierExtension.CreateFromCertificate(authority, true, false));
        using var certificate = request.Create(authority, from, until, RandomNumberGenerator.GetBytes(16));

        return (authority.ExportCertificatePem(), certificate.ExportCertificatePem() + "\n" + authority.ExportCertificatePem(), key.ExportPkcs8PrivateKeyPem());
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

    private static void Write(string directory, string name, string text)
    {
        // Created with its mode: between writing and chmod a key would be readable by others.
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using var file = new FileStream(Path.Combine(directory, name), options);
        file.Write(System.Text.Encoding.ASCII.GetBytes(text + "\n"));
    }
}
