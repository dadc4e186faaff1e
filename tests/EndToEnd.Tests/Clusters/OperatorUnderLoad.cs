using ApplicationLoad.Loading;
using Kubernetes.Client.Connection;

namespace EndToEnd.Tests.Clusters;

/// <summary>One cluster with one operator for tests that disturb it while applications come. Its controllers give a lease up sooner than usual, so that a test need not wait long.</summary>
public sealed class OperatorUnderLoad : IAsyncLifetime
{
    private const int Nodes = 20;
    private static readonly string[] ShortLease = ["--leader-election-lease-duration", "6s", "--leader-election-renew-deadline", "4s", "--leader-election-retry-period", "1s"];

    public LocalClusterProcess Cluster { get; private set; } = null!;

    public OperatorUnderTest Operator { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        Cluster = await LocalClusterProcess.StartAsync(nodes: Nodes);
        Operator = await OperatorUnderTest.StartAsync(Cluster, new OperatorSettings { ControllerArguments = ShortLease });
    }

    public async Task DisposeAsync()
    {
        if (Operator is not null)
            await Operator.DisposeAsync();
        if (Cluster is not null)
            await Cluster.DisposeAsync();
    }

    /// <summary>Applications come from now on, in a namespace of their own.</summary>
    internal async Task<ComingApplications> LoadAsync(string purpose)
    {
        var home = await Cluster.Api.CreateNamespaceAsync(purpose);
        return await ComingApplications.BeginAsync(Cluster.KubeConfigPath, home);
    }
}

/// <summary>Two applications a second until it is enough, and what becomes of them.</summary>
internal sealed class ComingApplications : IAsyncDisposable
{
    private const double PerMinute = 120;
    private static readonly TimeSpan AtMost = TimeSpan.FromMinutes(10);
    private static readonly TimeProvider Clock = TimeProvider.System;

    private readonly KubernetesHttpClient _api;
    private readonly TestNamespace _home;
    private readonly ClusterWatch _watch;
    private readonly Task _sending;
    private bool _isEnough;

    private ComingApplications(KubernetesHttpClient api, TestNamespace home, Ledger ledger, ClusterWatch watch)
    {
        (_api, _home, Ledger, _watch) = (api, home, ledger, watch);
        var shape = new ApplicationShape { Executors = 1 };
        _sending = new LoadDriver(api, ledger, Clock).SendAsync(
            Arrivals.Steady(PerMinute, AtMost).TakeWhile(_ => !_isEnough).Select((time, index) => new Arrival(time, home.Name, $"coming-{index}", shape)), CancellationToken.None);
    }

    public Ledger Ledger { get; }

    public static async Task<ComingApplications> BeginAsync(string kubeConfigPath, TestNamespace home)
    {
        var api = ClusterApi.Connect(kubeConfigPath, new KubernetesClientOptions { RequestsPerSecond = 0, MaxRepeats = 0 });
        var ledger = new Ledger(Clock);
        return new ComingApplications(api, home, ledger, await ClusterWatch.OpenAsync(api, ledger, Clock));
    }

    /// <summary>Waits until an application that is due from now on has its driver; the time from <paramref name="begun"/> until then.</summary>
    public async Task<TimeSpan> NewDriverAsync(long begun, Func<string> context)
    {
        var from = Clock.GetTimestamp();
        var first = await Eventually.SeesAsync(
            () => Task.FromResult(Ledger.Entries.Where(entry => entry.Due > from && entry.FirstDriverAt != 0).Select(entry => entry.FirstDriverAt).DefaultIfEmpty(0).Min()),
            at => at != 0,
            context);
        return Clock.GetElapsedTime(begun, first);
    }

    /// <summary>No more come; waits until all have ended.</summary>
    public async Task EndAsync(Func<string> context)
    {
        _isEnough = true;
        await _sending;
        await Eventually.SeesAsync(() => Task.FromResult(Ledger.Accepted - Ledger.Ended), left => left == 0, context);
    }

    public async ValueTask DisposeAsync()
    {
        _isEnough = true;
        await _sending;
        await _watch.DisposeAsync();
        await _home.DisposeAsync();
        _api.Dispose();
    }
}
