using System.Collections.Immutable;
using System.Text.Json.Nodes;
using LocalCluster.Storage;

namespace LocalClusterLoad.Scenarios;

/// <summary>The store in this process: pods are created, updated, found and deleted, with three followers. One thread, then as many as there are processors.</summary>
internal static class StoreOperations
{
    private const int Pods = 2_000;

    public static async Task<IReadOnlyList<Measurement>> RunAsync(LoadSettings settings, CancellationToken cancellationToken)
    {
        var template = JsonNode.Parse(Payloads.Pod("pod", settings.PodBytes))!.AsObject();
        var rounds = settings.Scaled(10);
        // Long enough that what runs often has been compiled for good.
        Mix(template, "warm", settings.Scaled(5));
        var measured = new List<Measurement>();
        foreach (var threads in new[] { 1, Environment.ProcessorCount }.Distinct())
        {
            var store = new ClusterStore();
            using var followers = new Followers(store, settings.Watches);
            var begun = TimeProvider.System.GetTimestamp();
            var cpu = Environment.CpuUsage.TotalTime;
            await Task.WhenAll(Enumerable.Range(0, threads).Select(number => Task.Run(() => Mix(template, $"ns-{number}", rounds, store), cancellationToken)));
            var (elapsed, used) = (TimeProvider.System.GetElapsedTime(begun).TotalSeconds, (Environment.CpuUsage.TotalTime - cpu).TotalSeconds);
            var operations = threads * rounds * Pods * 5.0;
            double? goal = threads == Environment.ProcessorCount ? 100_000 : null;
            measured.Add(new($"store operations, {threads} thread(s), wall clock", operations / elapsed, "operations/s", goal));
            measured.Add(new($"store operations, {threads} thread(s), what as many free processors give", threads * operations / used, "operations/s", goal));
        }

        return measured;
    }

    /// <summary>Of five operations one creates, one updates, one deletes and two find.</summary>
    private static void Mix(JsonObject template, string @namespace, int rounds, ClusterStore? shared = null)
    {
        var store = shared ?? new ClusterStore();
        var pod = (JsonObject)template.DeepClone();
        pod["metadata"]!["namespace"] = @namespace;
        for (var round = 0; round < rounds; round++)
        {
            var written = new StoredObject[Pods];
            for (var i = 0; i < Pods; i++)
            {
                pod["metadata"]!["name"] = $"pod-{i}";
                written[i] = store.Write(Key(i), null, pod) ?? throw new InvalidOperationException($"{Key(i)} is there already.");
            }

            for (var i = 0; i < Pods; i++)
            {
                pod["metadata"]!["name"] = $"pod-{i}";
                written[i] = store.Write(Key(i), store.Find(Key(i)), pod, ImmutableDictionary<string, string>.Empty) ?? throw new InvalidOperationException($"{Key(i)} was changed by another.");
            }

            for (var i = 0; i < Pods; i++)
                _ = store.Delete(Key(i), store.Find(Key(i))!, pod) ?? throw new InvalidOperationException($"{Key(i)} was changed by another.");
        }

        ObjectKey Key(int number) => new("pods", @namespace, $"pod-{number}");
    }

    /// <summary>Subscriptions that are read to the end, so that they cost what followers cost.</summary>
    private sealed class Followers : IDisposable
    {
        private readonly List<Subscription> _subscriptions = [];

        public Followers(ClusterStore store, int count)
        {
            for (var i = 0; i < count; i++)
            {
                var subscription = store.Subscribe("pods", null)!;
                _subscriptions.Add(subscription);
                _ = DrainAsync(subscription);
            }
        }

        public void Dispose() => _subscriptions.ForEach(subscription => subscription.Dispose());

        private static async Task DrainAsync(Subscription subscription)
        {
            await foreach (var change in subscription.Changes.ReadAllAsync())
                _ = change.Revision;
        }
    }
}
