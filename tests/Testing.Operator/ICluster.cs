using Kubernetes.Client;

namespace Testing.Operator;

/// <summary>A cluster that operators are installed on: <see cref="LocalClusterProcess"/>, or one that was there before.</summary>
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
