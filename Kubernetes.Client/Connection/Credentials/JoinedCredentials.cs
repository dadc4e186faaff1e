namespace Kubernetes.Client.Connection.Credentials;

/// <summary>A token in the request and a certificate in the connection.</summary>
internal sealed class JoinedCredentials(ICredentialSource token, ICredentialSource certificate) : ICredentialSource
{
    public async ValueTask<Credential> GetAsync(CancellationToken cancellationToken) =>
        new((await token.GetAsync(cancellationToken)).Token, (await certificate.GetAsync(cancellationToken)).Certificate);

    public void Forget()
    {
        token.Forget();
        certificate.Forget();
    }
}
