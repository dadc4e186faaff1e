using EndToEnd.Tests.Clusters;
using Kubernetes.Client;
using Kubernetes.Client.Requests;

namespace EndToEnd.Tests;

/// <summary>
/// The namespace of one test. When it is disposed it fails the test if a service account was denied what nobody expected, and deletes the namespace; before that,
/// because then its rights may go before those who use them.
/// </summary>
public sealed class TestNamespace(IKubernetesApi api, string name) : IAsyncDisposable
{
    private readonly HashSet<string> _lacking = new(StringComparer.Ordinal);

    public string Name { get; } = name;

    /// <summary>Who lacks rights on purpose, as the API server names users.</summary>
    public void ExpectDenialsOf(string user) => _lacking.Add(user);

    /// <summary>A service account of this namespace that lacks rights on purpose.</summary>
    public void ExpectDenialsOfAccount(string account) => ExpectDenialsOf(AskedFor.Account(Name, account));

    public async ValueTask DisposeAsync()
    {
        try
        {
            await api.NothingWasDeniedAsync(Name, _lacking);
        }
        finally
        {
            await api.SendAsync(ApiRequests.Delete(KubernetesResources.Namespaces, null, Name), CancellationToken.None);
        }
    }
}
