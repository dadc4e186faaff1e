using Kubernetes.Client;

namespace EndToEnd.Tests.Clusters;

/// <summary>The cluster that the tests run on: <see cref="LocalClusterProcess"/>, or with <c>E2E_EXTERNAL_CLUSTER=1</c> an <see cref="ExternalCluster"/>.</summary>
public interface ICluster : IAsyncDisposable
{
    /// <summary>A kubeconfig of an administrator.</summary>
    string KubeConfigPath { get; }

    IKubernetesApi Api { get; }

    /// <summary>The address under which the API server reaches a webhook of ours.</summary>
    string WebhookHost { get; }

    /// <summary>True when pods really have logs; the player of pods has none.</summary>
    bool HasLogs { get; }

    /// <summary>What the cluster wrote, for the message of a failed test.</summary>
    string Output { get; }
}
