using Kubernetes.Client;
using Kubernetes.Client.Connection;
using Kubernetes.Client.Requests;
using Testing.Operator;

namespace ApplicationLoad.Loading;

/// <summary>One application that is to come.</summary>
/// <param name="After">From the beginning of the load.</param>
internal sealed record Arrival(TimeSpan After, string Namespace, string Name, ApplicationShape Shape);

/// <summary>Creates applications when their time has come, whether earlier ones are answered or not. It does nothing else.</summary>
internal sealed class LoadDriver(IKubernetesApi api, Ledger ledger, TimeProvider clock)
{
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(2);

    /// <summary>Ends when the last one is answered.</summary>
    public async Task SendAsync(IEnumerable<Arrival> arrivals, CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(Tick, clock);
        var begun = clock.GetTimestamp();
        var pending = new List<Task>();
        foreach (var arrival in arrivals)
        {
            while (clock.GetElapsedTime(begun) < arrival.After)
                _ = await timer.WaitForNextTickAsync(cancellationToken);
            pending.Add(CreateAsync(arrival, begun + (long)(arrival.After.TotalSeconds * clock.TimestampFrequency), cancellationToken));
        }

        await Task.WhenAll(pending);
    }

    private async Task CreateAsync(Arrival arrival, long due, CancellationToken cancellationToken)
    {
        var entry = ledger.Sending($"{arrival.Namespace}/{arrival.Name}", due);
        try
        {
            _ = await api.SendAsync(ApiRequests.Create(ClusterObjects.SparkApplications, arrival.Namespace, arrival.Shape.ToJson(arrival.Name)), cancellationToken);
            ledger.Accept(entry);
        }
        catch (ApiException refusal)
        {
            ledger.Refuse(entry, refusal.Message);
        }
    }
}
