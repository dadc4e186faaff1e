namespace Kubernetes.Client.Connection.Credentials;

/// <summary>Token or certificate written in the kubeconfig itself.</summary>
internal sealed class FixedCredential(Credential credential) : ICredentialSource
{
    public ValueTask<Credential> GetAsync(CancellationToken cancellationToken) => ValueTask.FromResult(credential);

    public void Forget()
    {
    }
}
