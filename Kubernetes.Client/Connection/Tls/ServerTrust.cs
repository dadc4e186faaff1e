using System.Net.Security;
using System.Security.Cryptography.X509Certificates;

namespace Kubernetes.Client.Connection.Tls;

/// <summary>Which server certificates we believe.</summary>
internal abstract class ServerTrust
{
    /// <summary>The machine's own authorities.</summary>
    public static readonly ServerTrust System = new SystemTrust();

    /// <summary>Whatever comes: <c>insecure-skip-tls-verify</c>.</summary>
    public static readonly ServerTrust Blind = new BlindTrust();

    /// <summary>Null when the certificate is good, else what is wrong with it.</summary>
    public abstract string? Objection(X509Certificate2? certificate, X509Chain? presented, SslPolicyErrors errors);

    private sealed class BlindTrust : ServerTrust
    {
        public override string? Objection(X509Certificate2? certificate, X509Chain? presented, SslPolicyErrors errors) => null;
    }

    private sealed class SystemTrust : ServerTrust
    {
        public override string? Objection(X509Certificate2? certificate, X509Chain? presented, SslPolicyErrors errors) =>
            errors is SslPolicyErrors.None
                ? null
                : NameObjection(certificate, errors)
                  ?? $"the server's certificate {Describe(certificate)} is not signed by an authority of this machine; set 'certificate-authority' or 'certificate-authority-data'";
    }

    private protected static string? NameObjection(X509Certificate2? certificate, SslPolicyErrors errors) =>
        certificate is null
            ? "the server showed no certificate"
            : errors.HasFlag(SslPolicyErrors.RemoteCertificateNameMismatch)
                ? $"the server's certificate {Describe(certificate)} is for other names than the one asked for; use one of its names in 'server', or set 'tls-server-name'"
                : null;

    private protected static string Describe(X509Certificate2? certificate) => certificate is null ? "" : $"'{certificate.Subject}'";
}
