using Kubernetes.Client;
using Kubernetes.Client.Connection;
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

    /// <summary>Returns when all first lists are here.</summary>
    /// <param name="api">The cluster.</param>
    /// <param name="ledger">Is told.</param>
    /// <param name="clock">Of waits.</param>
    /// <param name="namespaces">Each is watched for itself, for whoever may not see the others; null: all at once.</param>
    /// <exception cref="ApiException">The cluster cannot be reached, or does not let us list and watch.</exception>
    public static async Task<ClusterWatch> OpenAsync(IKubernetesApi api, Ledger ledger, TimeProvider clock, IReadOnlyList<string>? namespaces = null)
    {
        var refusal = new FirstRefusal();
        var parts = (namespaces ?? [null!]).Select((@namespace, index) => PartOf(api, ledger, clock, @namespace, index, refusal)).ToList();
        var watch = new ClusterWatch(token => Task.WhenAll(parts.Select(part => part.Run(token))));
        try
        {
            await await Task.WhenAny(Task.WhenAll(parts.Select(part => part.Synced)), refusal.Task);
            return watch;
        }
        catch
        {
            await watch.DisposeAsync();
            throw;
        }
    }

    private static (Func<CancellationToken, Task> Run, Task Synced) PartOf(IKubernetesApi api, Ledger ledger, TimeProvider clock, string? @namespace, int index, FirstRefusal refusal)
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

        return (
            token => Task.WhenAll(
                new Reflector<ApplicationGlance>(
                    api, ClusterObjects.SparkApplications, applications, json => ApplicationGlance.Read(json.Span), new ReflectorOptions { Namespace = @namespace }, clock, new Random(2 * index),
                    refusal).RunAsync(token),
                new Reflector<bool>(
                    api, KubernetesResources.Pods, drivers, _ => true, new ReflectorOptions { Namespace = @namespace, LabelSelector = "spark-role=driver" }, clock, new Random((2 * index) + 1),
                    refusal).RunAsync(token)),
            Task.WhenAll(applications.Synced, drivers.Synced));
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
