using Kubernetes.Client.Connection;

namespace Testing.Operator;

/// <summary>Ways to a cluster for those who drive one from outside.</summary>
public static class ClusterApi
{
    /// <param name="kubeConfigPath">Of whom the calls are made.</param>
    /// <param name="options">Default: those of the client.</param>
    public static KubernetesHttpClient Connect(string kubeConfigPath, KubernetesClientOptions? options = null) =>
        new(KubeConfig.Load(kubeConfigPath, context: null, TimeProvider.System), options ?? new KubernetesClientOptions(), TimeProvider.System);
}
