using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace Kubernetes.Client.Connection.Credentials;

/// <summary>A client certificate and its key in files; the same file may hold both. Renewed ones are taken up within a minute.</summary>
internal sealed class CertificateFiles(string certificatePath, string keyPath, TimeProvider clock) : ICredentialSource
{
    private readonly WatchedFile<Credential> _file =
        new(certificatePath, clock, bytes => new Credential(null, ClientCertificates.FromPem(Encoding.UTF8.GetString(bytes), File.ReadAllText(keyPath))));

    public ValueTask<Credential> GetAsync(CancellationToken cancellationToken)
    {
        try
        {
            return ValueTask.FromResult(_file.Read());
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException or CryptographicException)
        {
            throw new CredentialException($"client certificate {certificatePath} with key {keyPath} cannot be used ({unreadable.Message}); give a PEM certificate and its PEM key.", unreadable);
        }
    }

    public void Forget() => _file.Forget();
}

internal static class ClientCertificates
{
    public static X509Certificate2 FromPem(string certificate, string key) => X509Certificate2.CreateFromPem(certificate, key);
}
