using Kubernetes.Client;
using Kubernetes.Client.Requests;

namespace EndToEnd.Tests.Clusters;

/// <summary>
/// The cluster that <c>KUBECONFIG</c> names. Where no node is ready, a <see cref="PodPlayer"/> plays scheduler, kubelet and Spark driver through the
/// API. <c>E2E_WEBHOOK_HOST</c> (default 127.0.0.1) is the address under which its API server reaches this machine.
/// </summary>
public sealed class ExternalCluster : ICluster
{
    private static readonly KubernetesResource Nodes = new("", "v1", "nodes", "Node", Namespaced: false);

    private readonly PodPlayer? _player;

    private ExternalCluster(string kubeConfigPath, IKubernetesApi api, PodPlayer? player) => (KubeConfigPath, Api, _player) = (kubeConfigPath, api, player);

    public string KubeConfigPath { get; }

    public IKubernetesApi Api { get; }

    public string WebhookHost => Environment.GetEnvironmentVariable("E2E_WEBHOOK_HOST") is { Length: > 0 } host ? host : "127.0.0.1";

    public bool HasLogs => _player is null;

    public string Output => _player is null ? "(an external cluster)" : $"(an external cluster without nodes; its pods were played)\n{_player.Trouble}";

    public static async Task<ExternalCluster> ConnectAsync()
    {
        var path = Environment.GetEnvironmentVariable("KUBECONFIG")
            ?? throw new InvalidOperationException("E2E_EXTERNAL_CLUSTER=1 needs KUBECONFIG: the path of an administrator's kubeconfig of that cluster.");
        var api = ClusterApi.Connect(path);
        var nodes = await api.ListAsync(Nodes, @namespace: null);
        var ready = nodes.Any(node => node["status"]?["conditions"]?.AsArray().Any(one => (string?)one!["type"] == "Ready" && (string?)one["status"] == "True") is true);
        return new ExternalCluster(path, api, ready ? null : PodPlayer.Start(api));
    }

    public async ValueTask DisposeAsync()
    {
        if (_player is not null)
            await _player.DisposeAsync();
        (Api as IDisposable)?.Dispose();
    }
}
