using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Kubernetes.Client.Connection.Tls;

/// <summary>Only the authorities that the kubeconfig names; <paramref name="source"/> says where, for messages.</summary>
internal sealed class CustomAuthorities(Func<X509Certificate2Collection> authorities, string source) : ServerTrust
{
    private const string ServerAuthentication = "1.3.6.1.5.5.7.3.1";

    public override string? Objection(X509Certificate2? certificate, X509Chain? presented, SslPolicyErrors errors)
    {
        if (NameObjection(certificate, errors) is { } objection)
            return objection;

        X509Certificate2Collection roots;
        try
        {
            roots = authorities();
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException or CryptographicException)
        {
            return $"the certificate authority of {source} cannot be read ({unreadable.Message}); give PEM certificates";
        }

        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.AddRange(roots);
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        _ = chain.ChainPolicy.ApplicationPolicy.Add(new Oid(ServerAuthentication));
        if (presented is not null)
            chain.ChainPolicy.ExtraStore.AddRange(presented.ChainPolicy.ExtraStore);

        return chain.Build(certificate!)
            ? null
            : $"the server's certificate {Describe(certificate)} does not follow from the certificate authority of {source} ({Problems(chain)}); "
              + "give the authority that signed it, or renew the certificate";
    }

    private static string Problems(X509Chain chain) =>
        string.Join(", ", chain.ChainStatus.Select(problem => problem.Status.ToString()).Distinct());
}
