using System.Diagnostics.CodeAnalysis;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;

namespace LocalCluster.Serving;

/// <summary>TLS as the server speaks it. Chains are built from the cluster's own authority alone: what the machine trusts has no say here.</summary>
internal sealed class ServerTls
{
    private readonly X509Certificate2 _authority;
    private readonly SslStreamCertificateContext _context;

    /// <summary>With a certificate for this host, signed by the authority.</summary>
    public ServerTls(CertificateAuthority authority, string host)
    {
        _authority = authority.Certificate;
        _context = SslStreamCertificateContext.Create(authority.IssueServer(host), additionalCertificates: null, offline: true, SslCertificateTrust.CreateForX509Collection([_authority]));
    }

    [SuppressMessage("Security", "CA5359", Justification = "Certificates are judged when a request is authenticated: a foreign one, and none, gets an answer and not a broken connection.")]
    public SslServerAuthenticationOptions ForConnection() => new()
    {
        ServerCertificateContext = _context,
        ClientCertificateRequired = true,
        CertificateChainPolicy = CertificateAuthority.Trusting(_authority),
        RemoteCertificateValidationCallback = (_, _, _, _) => true,
    };
}
