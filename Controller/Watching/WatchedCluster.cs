using Controller.Applications;
using Controller.Observing;
using Controller.Pods;
using Kubernetes.Client.Queueing;
using Kubernetes.Client.Watching;

namespace Controller.Watching;

/// <summary>What the watches of all chosen namespaces have told, and who has to be looked at because of it.</summary>
internal sealed class WatchedCluster : ICachedWorld
{
    private readonly Dictionary<string, NamespaceCache> _caches;
    private readonly NamespaceCache? _everywhere;

    /// <param name="namespaces">Empty for all.</param>
    public WatchedCluster(IReadOnlyList<string> namespaces)
    {
        _everywhere = namespaces.Count == 0 ? new NamespaceCache(null) : null;
        _caches = namespaces.Distinct().ToDictionary(name => name, name => new NamespaceCache(name), StringComparer.Ordinal);
    }

    public IEnumerable<NamespaceCache> Caches => _everywhere is null ? _caches.Values : [_everywhere];

    /// <summary>Ends when every first list is here.</summary>
    public Task Synced => Task.WhenAll(Caches.Select(cache => cache.Synced));

    public ApplicationRecord? Application(ObjectKey key) => Cache(key)?.Applications.Get(key)?.Value;

    public IReadOnlyList<PodRecord> Pods(ObjectKey key) => Cache(key)?.PodsOf(key) ?? [];

    public IEnumerable<ApplicationRecord> Applications() => Caches.SelectMany(cache => cache.Applications.All).Select(stored => stored.Value);

    /// <summary>Every change of an application or of one of its pods brings the application into the queue.</summary>
    public void Feed(WorkQueue<ObjectKey> queue)
    {
        foreach (var cache in Caches)
        {
            cache.Applications.Subscribe(change => queue.Add(change.Key));
            cache.Pods.Subscribe(change =>
            {
                foreach (var owner in NamespaceCache.Owners(change.Old?.Value).Concat(NamespaceCache.Owners(change.New?.Value)).Distinct())
                    queue.Add(owner);
            });
        }
    }

    private NamespaceCache? Cache(ObjectKey key) => _everywhere ?? _caches.GetValueOrDefault(key.Namespace);
}
