using System.Security.Cryptography.X509Certificates;

namespace Kubernetes.Client.Connection.Credentials;

/// <summary>Who we are, now: tokens and certificates expire and are renewed while we run.</summary>
internal interface ICredentialSource
{
    /// <summary>Throws <see cref="CredentialException"/> when there is none to be had.</summary>
    ValueTask<Credential> GetAsync(CancellationToken cancellationToken);

    /// <summary>The server refused what it gave last; the next call must not answer from memory.</summary>
    void Forget();
}

/// <summary>Either may be absent. Never printed.</summary>
internal sealed record Credential(string? Token, X509Certificate2? Certificate)
{
    public static readonly Credential None = new(null, null);

    public override string ToString() => "credential";
}

/// <summary>Our own side failed to show who we are.</summary>
internal sealed class CredentialException(string message, Exception? cause = null) : Exception(message, cause);

internal sealed class NoCredentials : ICredentialSource
{
    public static readonly NoCredentials Instance = new();

    public ValueTask<Credential> GetAsync(CancellationToken cancellationToken) => ValueTask.FromResult(Credential.None);

    public void Forget()
    {
    }
}
