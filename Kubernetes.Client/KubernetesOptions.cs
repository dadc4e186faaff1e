using Kubernetes.Client.Connection;

namespace Kubernetes.Client;

/// <summary>Which cluster, and how to treat it.</summary>
public sealed class KubernetesOptions
{
    /// <summary>Path of a kubeconfig, or several as in the variable <c>KUBECONFIG</c>. Absent: in-cluster when we run in a pod, else where kubectl looks.</summary>
    public string? KubeConfig { get; set; }

    /// <summary>Absent: <c>current-context</c>.</summary>
    public string? Context { get; set; }

    public KubernetesClientOptions Client { get; set; } = new();
}
