using Controller.Applications;
using Controller.Hosting;
using Controller.Observing;
using Controller.Pods;
using Controller.ScheduledSparkApplications;
using Controller.SparkConnects;
using Kubernetes.Client.Queueing;
using Kubernetes.Client.Watching;

namespace Controller.Watching;

/// <summary>What the watches of all chosen namespaces have told, and who has to be looked at because of it.</summary>
internal sealed class WatchedCluster : ICachedWorld
{
    private readonly Dictionary<string, NamespaceCache> _caches;
    private readonly NamespaceCache? _everywhere;

    /// <param name="choice">Where we work.</param>
    /// <param name="shows">Which labels of pods are kept for series.</param>
    public WatchedCluster(NamespaceChoice choice, Func<string, bool> shows)
    {
        Namespaces = new ChosenNamespaces(choice);

        // Labels of namespaces change at any time: with a selector one watch sees all, and what is not ours is left out.
        _everywhere = choice.IsAll || choice.Selector is not null ? new NamespaceCache(null, shows) : null;
        _caches = _everywhere is null ? choice.Names.ToDictionary(name => name, name => new NamespaceCache(name, shows), StringComparer.Ordinal) : [];
    }

    public ChosenNamespaces Namespaces { get; }

    public IEnumerable<NamespaceCache> Caches => _everywhere is null ? _caches.Values : [_everywhere];

    /// <summary>Ends when every first list is here.</summary>
    public Task Synced => Task.WhenAll(Caches.Select(cache => cache.Synced).Append(Namespaces.Synced));

    public ApplicationRecord? Application(ObjectKey key) => Cache(key)?.Applications.Get(key)?.Value;

    public IReadOnlyList<PodRecord> Pods(ObjectKey key) => Cache(key)?.PodsOf(key) ?? [];

    public IEnumerable<ApplicationRecord> Applications() => Caches
        .SelectMany(cache => cache.Applications.All)
        .Select(stored => stored.Value)
        .Where(application => Namespaces.Contains(application.Namespace));

    public IEnumerable<PodRecord> AllPods() => Caches
        .SelectMany(cache => cache.Pods.All)
        .Select(stored => stored.Value)
        .Where(pod => Namespaces.Contains(pod.Namespace));

    public IEnumerable<ScheduleRecord> AllSchedules() => Caches
        .SelectMany(cache => cache.Schedules.All)
        .Select(stored => stored.Value)
        .Where(schedule => Namespaces.Contains(schedule.Namespace));

    public IEnumerable<ConnectRecord> AllConnects() => Caches
        .SelectMany(cache => cache.Connects.All)
        .Select(stored => stored.Value)
        .Where(connect => Namespaces.Contains(connect.Namespace));

    /// <summary>Every change of an application, and of what decisions read of its pods, brings the application into the queue.</summary>
    public void Feed(WorkQueue<ObjectKey> queue)
    {
        foreach (var cache in Caches)
        {
            cache.Applications.Subscribe(change => queue.Add(change.Key));
            cache.Pods.Subscribe(change =>
            {
                if (PodRecord.AreSame(change.Old?.Value, change.New?.Value))
                    return;
                foreach (var owner in NamespaceCache.Owners(change.Old?.Value).Concat(NamespaceCache.Owners(change.New?.Value)).Distinct())
                    queue.Add(owner);
            });
        }

        // What was there before the namespace became ours waits for us since.
        Namespaces.Subscribe(changed =>
        {
            foreach (var application in Applications().Where(application => application.Namespace == changed))
                queue.Add(new ObjectKey(application.Namespace, application.Name));
        });
    }

    /// <summary>Ends when schedules and their runs are known.</summary>
    public Task SchedulesSynced => Task.WhenAll(Caches.Select(cache => cache.Schedules.Synced).Append(Synced));

    /// <summary>Ends when Connect servers and their pods are known.</summary>
    public Task ConnectsSynced => Task.WhenAll(Caches.Select(cache => cache.Connects.Synced).Append(Synced));

    /// <summary>Null when there is none.</summary>
    public (ScheduleRecord Schedule, IReadOnlyList<ApplicationRecord> Runs)? Schedule(ObjectKey key) =>
        Cache(key) is { } cache && cache.Schedules.Get(key) is { } stored ? (stored.Value, cache.RunsOf(key)) : null;

    /// <summary>Null when there is none.</summary>
    public (ConnectRecord Connect, IReadOnlyList<PodRecord> Pods)? Connect(ObjectKey key) =>
        Cache(key) is { } cache && cache.Connects.Get(key) is { } stored ? (stored.Value, cache.PodsOfConnect(key)) : null;

    public IEnumerable<ObjectKey> Schedules() => Keys(cache => cache.Schedules.All.Select(stored => stored.Key));

    public IEnumerable<ObjectKey> Connects() => Keys(cache => cache.Connects.All.Select(stored => stored.Key));

    /// <summary>A run does not bring its schedule into the queue: history is looked at when the next one starts.</summary>
    public void FeedSchedules(WorkQueue<ObjectKey> queue)
    {
        foreach (var cache in Caches)
            cache.Schedules.Subscribe(change => queue.Add(change.Key));
        Namespaces.Subscribe(changed => Add(queue, Schedules(), changed));
    }

    public void FeedConnects(WorkQueue<ObjectKey> queue)
    {
        foreach (var cache in Caches)
        {
            cache.Connects.Subscribe(change => queue.Add(change.Key));
            cache.Pods.Subscribe(change =>
            {
                foreach (var connect in new[] { NamespaceCache.ConnectOf(change.Old?.Value), NamespaceCache.ConnectOf(change.New?.Value) }.OfType<ObjectKey>().Distinct())
                    queue.Add(connect);
            });
        }

        Namespaces.Subscribe(changed => Add(queue, Connects(), changed));
    }

    private IEnumerable<ObjectKey> Keys(Func<NamespaceCache, IEnumerable<ObjectKey>> keys) => Caches.SelectMany(keys).Where(key => Namespaces.Contains(key.Namespace));

    private static void Add(WorkQueue<ObjectKey> queue, IEnumerable<ObjectKey> keys, string @namespace)
    {
        foreach (var key in keys.Where(key => key.Namespace == @namespace))
            queue.Add(key);
    }

    private NamespaceCache? Cache(ObjectKey key) =>
        !Namespaces.Contains(key.Namespace) ? null : _everywhere ?? _caches.GetValueOrDefault(key.Namespace);
}
