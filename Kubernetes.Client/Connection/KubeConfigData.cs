using System.Security.Cryptography;

namespace Kubernetes.Client.Connection;

/// <summary>The <c>*-data</c> members: base64 of PEM.</summary>
internal static class KubeConfigData
{
    /// <summary>Never shows the data: it may be a key.</summary>
    public static T Decode<T>(string where, string member, string base64, Func<byte[], T> decode)
    {
        try
        {
            return decode(Convert.FromBase64String(base64));
        }
        catch (FormatException broken)
        {
            throw new KubeConfigException($"{where}: {member} is not base64; encode the PEM text with base64, without line breaks.", broken);
        }
        catch (Exception broken) when (broken is CryptographicException or ArgumentException)
        {
            throw new KubeConfigException($"{where}: {member} holds no usable PEM ({broken.Message}); give the base64 of a PEM file.", broken);
        }
    }
}
