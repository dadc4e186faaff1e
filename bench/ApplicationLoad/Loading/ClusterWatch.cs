using Kubernetes.Client;
using Kubernetes.Client.Requests;
using Kubernetes.Client.Watching;
using Testing.Operator;

namespace ApplicationLoad.Loading;

/// <summary>Watches applications and their drivers, and tells the ledger. Executors are not looked at: that would cost more than what is measured.</summary>
internal sealed class ClusterWatch : IAsyncDisposable
{
    private const string DriverSuffix = "-driver";

    private readonly CancellationTokenSource _stop = new();
    private readonly Task _work;

    private ClusterWatch(Func<CancellationToken, Task> work) => _work = work(_stop.Token);

    /// <summary>Returns when both first lists are here.</summary>
    public static async Task<ClusterWatch> OpenAsync(IKubernetesApi api, Ledger ledger, TimeProvider clock)
    {
        var applications = new Store<ApplicationGlance>();
        applications.Subscribe(change =>
        {
            if (change.New is { Value: var seen })
                ledger.SawState(change.Key.ToString(), seen.State, seen.Attempts, seen.Executors);
        });
        var drivers = new Store<bool>();
        drivers.Subscribe(change =>
        {
            if (change.New is { } driver && driver.Key.Name.EndsWith(DriverSuffix, StringComparison.Ordinal))
                ledger.SawDriver($"{driver.Key.Namespace}/{driver.Key.Name[..^DriverSuffix.Length]}", driver.Uid);
        });

        var watch = new ClusterWatch(token => Task.WhenAll(
            new Reflector<ApplicationGlance>(api, ClusterObjects.SparkApplications, applications, json => ApplicationGlance.Read(json.Span), new ReflectorOptions(), clock, new Random(1)).RunAsync(token),
            new Reflector<bool>(api, KubernetesResources.Pods, drivers, _ => true, new ReflectorOptions { LabelSelector = "spark-role=driver" }, clock, new Random(2)).RunAsync(token)));
        await Task.WhenAll(applications.Synced, drivers.Synced);
        return watch;
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        try
        {
            await _work;
        }
        catch (OperationCanceledException)
        {
            // That is how watches end.
        }

        _stop.Dispose();
    }
}
