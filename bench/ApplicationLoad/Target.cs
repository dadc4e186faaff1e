using ApplicationLoad.Measuring;
using Kubernetes.Client;
using Kubernetes.Client.Connection;
using Testing.Operator;

namespace ApplicationLoad;

/// <summary>
/// What is loaded: LocalCluster, Webhook and Controller as processes of their own on this machine, under the roles that are shipped; or the cluster that
/// <c>KUBECONFIG</c> names, with whatever operator works there.
/// </summary>
internal sealed class Target : IAsyncDisposable
{
    private readonly KubernetesHttpClient _api;

    private Target(KubernetesHttpClient api, LocalClusterProcess? cluster, OperatorUnderTest? @operator, IReadOnlyList<string> namespaces) =>
        (_api, Cluster, Operator, Namespaces) = (api, cluster, @operator, namespaces);

    /// <summary>Of an administrator, without limits of its own, and without repeats: a load that repeats is no open loop.</summary>
    public IKubernetesApi Api => _api;

    /// <summary>Null for a cluster that is not ours.</summary>
    public LocalClusterProcess? Cluster { get; }

    /// <summary>Null for a cluster that is not ours.</summary>
    public OperatorUnderTest? Operator { get; }

    /// <summary>Those in which applications are created, in turn.</summary>
    public IReadOnlyList<string> Namespaces { get; }

    /// <summary>Null when nobody can be asked.</summary>
    public Uri? ControllerTelemetry => Operator?.ControllerTelemetry;

    public bool IsLocal => Cluster is not null;

    /// <param name="settings">Which, and how large.</param>
    public static async Task<Target> StartAsync(LoadSettings settings)
    {
        if (settings.IsExternal)
        {
            var path = Environment.GetEnvironmentVariable("KUBECONFIG") is { Length: > 0 } named
                ? named
                : throw new InvalidOperationException("--external needs KUBECONFIG: a kubeconfig of somebody who may create and watch SparkApplications and watch pods.");
            return new Target(Connect(path), null, null, settings.ExternalNamespaces);
        }

        var cluster = await LocalClusterProcess.StartAsync(nodes: settings.Nodes);
        OperatorUnderTest? installed = null;
        try
        {
            installed = await OperatorUnderTest.StartAsync(cluster, new OperatorSettings { ControllerArguments = settings.ControllerArguments });
            var namespaces = Enumerable.Range(1, settings.Namespaces).Select(number => $"load-{number}").ToList();
            foreach (var name in namespaces)
                await SparkNamespace.CreateAsync(cluster.Api, name);
            return new Target(Connect(cluster.KubeConfigPath), cluster, installed, namespaces);
        }
        catch
        {
            if (installed is not null)
                await installed.DisposeAsync();
            await cluster.DisposeAsync();
            throw;
        }
    }

    /// <summary>Of each process that is ours and of this one, by name.</summary>
    public IReadOnlyDictionary<string, ProcessUsage> Usage()
    {
        var usage = new Dictionary<string, ProcessUsage> { ["load"] = ProcessUsage.Of(Environment.ProcessId) };
        foreach (var (name, program) in new[] { ("controller", Operator?.Controller), ("webhook", Operator?.Webhook), ("cluster", Cluster?.Program) })
        {
            if (program is { HasExited: false })
                usage[name] = ProcessUsage.Of(program.Id);
        }

        return usage;
    }

    public async ValueTask DisposeAsync()
    {
        if (Operator is not null)
            await Operator.DisposeAsync();
        if (Cluster is not null)
            await Cluster.DisposeAsync();
        _api.Dispose();
    }

    private static KubernetesHttpClient Connect(string path) => ClusterApi.Connect(path, new KubernetesClientOptions { RequestsPerSecond = 0, MaxRepeats = 0, UserAgent = "application-load" });
}
