using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Webhook.Certificates;

/// <summary>A certificate, with what it was signed by behind it, and its private key; both PEM.</summary>
internal sealed record PemPair(string Certificate, string Key)
{
    /// <summary>The first certificate with its key.</summary>
    /// <exception cref="CryptographicException">One of the two is not PEM of that kind, or they do not fit together.</exception>
    public X509Certificate2 Load() => X509Certificate2.CreateFromPem(Certificate, Key);

    /// <summary>The first certificate alone.</summary>
    /// <exception cref="CryptographicException">It is not PEM of a certificate.</exception>
    public X509Certificate2 LoadCertificate() => X509Certificate2.CreateFromPem(Certificate);

    /// <summary>Null when it cannot be used.</summary>
    public X509Certificate2? TryLoad()
    {
        try
        {
            return Load();
        }
        catch (Exception exception) when (exception is CryptographicException or ArgumentException)
        {
            return null;
        }
    }
}
