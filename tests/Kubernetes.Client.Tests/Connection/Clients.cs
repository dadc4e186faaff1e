using Kubernetes.Client.Connection;

namespace Kubernetes.Client.Tests.Connection;

/// <summary>Clients for tests: nothing is repeated and nothing is limited unless a test says so.</summary>
internal static class Clients
{
    public static readonly KubernetesClientOptions Patient = new() { MaxRepeats = 0, RequestsPerSecond = 0, Timeout = TimeSpan.FromSeconds(10), Seed = 1 };

    public static KubernetesHttpClient To(Uri server, KubernetesClientOptions? options = null, TimeProvider? clock = null) =>
        new(new ClusterConnection(server, "a test"), options ?? Patient, clock ?? TimeProvider.System);
}
