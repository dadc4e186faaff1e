using Kubernetes.Client;
using Kubernetes.Client.Requests;
using Kubernetes.Client.Watching;

namespace Webhook.Admission;

/// <summary>The objects of one kind in the watched namespaces, kept as <typeparamref name="T"/>: one store for each namespace, or one for all of them.</summary>
internal sealed class WatchedStores<T>(
    IKubernetesApi api, KubernetesResource resource, IReadOnlyList<string> namespaces, StoreIndex<T>[] indices, Func<ReadOnlyMemory<byte>, T> decode, ILogger logger, TimeProvider clock)
    where T : class
{
    private const string All = "";

    private readonly Dictionary<string, Store<T>> _stores =
        (namespaces.Count == 0 ? [All] : namespaces).Distinct().ToDictionary(name => name, _ => new Store<T>(indices));

    public bool IsSynced => _stores.Values.All(store => store.IsSynced);

    public Task Synced => Task.WhenAll(_stores.Values.Select(store => store.Synced));

    /// <summary>Where objects of a namespace are; null when nobody watches it.</summary>
    public Store<T>? Of(string @namespace) => _stores.GetValueOrDefault(@namespace) ?? _stores.GetValueOrDefault(All);

    /// <summary>Until cancelled.</summary>
    public Task RunAsync(CancellationToken cancellationToken) => Task.WhenAll(_stores.Select((entry, index) => new Reflector<T>(
        api,
        resource,
        entry.Value,
        decode,
        new ReflectorOptions { Namespace = entry.Key == All ? null : entry.Key },
        clock,
        new Random(index),
        new LoggingObserver(logger, resource.Kind, entry.Key == All ? "all namespaces" : entry.Key)).RunAsync(cancellationToken)));
}
