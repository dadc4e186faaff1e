using System.Text;

namespace LocalClusterLoad.Scenarios;

/// <summary>Pods are created, their status is patched, they are deleted, by many clients at once while watches follow all of them.</summary>
internal static class ObjectWrites
{
    private const string Pods = "/api/v1/namespaces/default/pods";

    private static readonly byte[] Running = Encoding.UTF8.GetBytes("""{"status":{"phase":"Running","podIP":"10.1.0.7","startTime":"2026-01-01T00:00:00Z"}}""");
    private static readonly byte[] AtOnce = Encoding.UTF8.GetBytes("""{"apiVersion":"v1","kind":"DeleteOptions","gracePeriodSeconds":0}""");

    public static async Task<IReadOnlyList<Measurement>> RunAsync(LoadSettings settings, CancellationToken cancellationToken)
    {
        await using var server = await ServerProcess.StartAsync(settings, cancellationToken);
        using var preparing = new LoadClient(server);
        await Preparation.ServiceAccountAsync(preparing, cancellationToken);
        var bytes = await Preparation.SentBytesAsync(preparing, settings, cancellationToken);

        using var watching = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        long events = 0;
        var watches = Enumerable.Range(0, settings.Watches).Select(_ => new LoadClient(server)).ToList();
        await Preparation.OpenWatchesAsync(watches, $"{Pods}?watch=true&resourceVersion=0", _ => Interlocked.Increment(ref events), watching.Token);

        var clients = Enumerable.Range(0, settings.Clients).Select(_ => new LoadClient(server)).ToList();
        // Long enough that what runs often has been compiled for good, on both sides.
        _ = await WriteAsync(clients, "warm", bytes, settings.Scaled(150), cancellationToken);

        var begun = TimeProvider.System.GetTimestamp();
        var (serverCpu, clientCpu) = (server.Cpu, Environment.CpuUsage.TotalTime);
        var writes = await WriteAsync(clients, "pod", bytes, settings.Scaled(300), cancellationToken);
        var elapsed = TimeProvider.System.GetElapsedTime(begun).TotalSeconds;
        var server1 = (server.Cpu - serverCpu).TotalSeconds / writes;
        var client1 = (Environment.CpuUsage.TotalTime - clientCpu).TotalSeconds / writes;

        await watching.CancelAsync();
        foreach (var client in clients.Concat(watches))
            client.Dispose();
        return
        [
            new("writes (create, patch status, delete), wall clock here", writes / elapsed, "writes/s", 1_500),
            new("server CPU per write, its watches included", server1 * 1e6, "us"),
            new("client CPU per write, its watches included", client1 * 1e6, "us"),
            new("what 2 free processors give, clients on them too", 2 / (server1 + client1), "writes/s", 1_500),
            new("what 2 free processors give the server alone", 2 / server1, "writes/s"),
            new("events read by all watches", events, "events"),
            new("bytes sent for one pod", bytes, "bytes"),
            new("resident afterwards", server.ResidentMegabytes, "MB"),
        ];
    }

    private static async Task<int> WriteAsync(List<LoadClient> clients, string prefix, int bytes, int pods, CancellationToken cancellationToken)
    {
        await Task.WhenAll(clients.Select(async (client, number) =>
        {
            for (var i = 0; i < pods; i++)
            {
                var name = $"{prefix}-{number}-{i}";
                await client.CreateAsync(Pods, Payloads.Pod(name, bytes), cancellationToken);
                await client.SendAsync(HttpMethod.Patch, $"{Pods}/{name}/status", Running, "application/merge-patch+json", cancellationToken);
                await client.SendAsync(HttpMethod.Delete, $"{Pods}/{name}", AtOnce, null, cancellationToken);
            }
        }));
        return clients.Count * pods * 3;
    }
}
