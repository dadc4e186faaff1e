using System.Buffers.Text;
using System.Globalization;
using System.Text;

namespace LocalClusterLoad.Scenarios;

/// <summary>500 writes a second, each with the time of its sending in it; how old it is when a watch brings it. The way of the write is part of it.</summary>
internal static class WatchLatency
{
    private const int WritesPerSecond = 500;
    private const string Pods = "/api/v1/namespaces/default/pods";
    private static readonly byte[] Mark = "\"bench/sent\":\""u8.ToArray();

    public static async Task<IReadOnlyList<Measurement>> RunAsync(LoadSettings settings, CancellationToken cancellationToken)
    {
        await using var server = await ServerProcess.StartAsync(settings, cancellationToken);
        using var preparing = new LoadClient(server);
        await Preparation.ServiceAccountAsync(preparing, cancellationToken);
        var bytes = await Preparation.SentBytesAsync(preparing, settings, cancellationToken);
        const int Kept = 100;
        for (var i = 0; i < Kept; i++)
            await preparing.CreateAsync(Pods, Payloads.Pod($"pod-{i}", bytes), cancellationToken);

        var ages = new List<double>();
        var counting = false;
        using var watching = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var watches = Enumerable.Range(0, settings.Watches).Select(_ => new LoadClient(server)).ToList();
        await Preparation.OpenWatchesAsync(watches, $"{Pods}?watch=true&resourceVersion=0", Note, watching.Token);

        var clients = Enumerable.Range(0, settings.Clients).Select(_ => new LoadClient(server)).ToList();
        await PacedAsync(clients, 3 * WritesPerSecond, Kept, cancellationToken);
        counting = true;
        var (begun, cpu) = (TimeProvider.System.GetTimestamp(), server.Cpu);
        var writes = settings.Scaled(20 * WritesPerSecond);
        await PacedAsync(clients, writes, Kept, cancellationToken);
        var elapsed = TimeProvider.System.GetElapsedTime(begun).TotalSeconds;
        var busy = (server.Cpu - cpu).TotalSeconds / elapsed;
        await watching.CancelAsync();
        foreach (var client in clients.Concat(watches))
            client.Dispose();

        lock (ages)
            ages.Sort();
        return
        [
            new("paced writes", writes / elapsed, "writes/s"),
            new("from sending to the watch's event, p50", At(ages, 0.50), "ms"),
            new("from sending to the watch's event, p99", At(ages, 0.99), "ms", 5),
            new("from sending to the watch's event, worst", At(ages, 1), "ms"),
            new("processors that the server used", busy, "processors"),
        ];

        void Note(ReadOnlyMemory<byte> line)
        {
            var now = TimeProvider.System.GetTimestamp();
            var at = line.Span.IndexOf(Mark);
            if (!counting || at < 0 || !Utf8Parser.TryParse(line.Span[(at + Mark.Length)..], out long sent, out _) || sent == 0)
                return;
            lock (ages)
                ages.Add(TimeProvider.System.GetElapsedTime(sent, now).TotalMilliseconds);
        }
    }

    private static double At(List<double> sorted, double share) => sorted.Count == 0 ? double.NaN : sorted[(int)Math.Min(sorted.Count - 1, sorted.Count * share)];

    /// <summary>Writes that start when their time has come, whether earlier ones are answered or not.</summary>
    private static async Task PacedAsync(List<LoadClient> clients, int writes, int pods, CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(2));
        var begun = TimeProvider.System.GetTimestamp();
        var pending = new List<Task>();
        for (var sent = 0; sent < writes; await timer.WaitForNextTickAsync(cancellationToken))
        {
            var due = (int)(TimeProvider.System.GetElapsedTime(begun).TotalSeconds * WritesPerSecond);
            for (; sent < Math.Min(due, writes); sent++)
                pending.Add(TouchAsync(clients[sent % clients.Count], $"{Pods}/pod-{sent % pods}", cancellationToken));
        }

        await Task.WhenAll(pending);
    }

    private static Task TouchAsync(LoadClient client, string path, CancellationToken cancellationToken)
    {
        var patch = Encoding.UTF8.GetBytes($$$$"""{"metadata":{"annotations":{"bench/sent":"{{{{TimeProvider.System.GetTimestamp().ToString(CultureInfo.InvariantCulture)}}}}"}}}""");
        return client.SendAsync(HttpMethod.Patch, path, patch, "application/merge-patch+json", cancellationToken);
    }
}
