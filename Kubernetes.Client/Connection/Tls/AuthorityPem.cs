using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace Kubernetes.Client.Connection.Tls;

internal static class AuthorityPem
{
    /// <summary>All certificates of a PEM text; throws when there is none.</summary>
    public static X509Certificate2Collection Decode(byte[] pem)
    {
        var authorities = new X509Certificate2Collection();
        authorities.ImportFromPem(Encoding.UTF8.GetString(pem));
        return authorities.Count > 0
            ? authorities
            : throw new System.Security.Cryptography.CryptographicException("no 'BEGIN CERTIFICATE' block in it");
    }
}
