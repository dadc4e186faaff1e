using System.Diagnostics.Metrics;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using Controller;
using Controller.Applications;
using Controller.Effects;
using Controller.Events;
using Controller.Objects;
using Controller.Observing;
using Controller.Pods;
using Controller.Recording;
using Controller.ScheduledSparkApplications;
using Controller.SparkApplications;
using Controller.SparkConnects;
using Kubernetes.Client.Connection;
using Kubernetes.Client.Watching;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Shared.Submission;
using Testing.Kubernetes;
using Testing.Time;

namespace Testing.Lives;

/// <summary>The real reconcilers with their real shells, on one thread. What they know beside the API server dies with them.</summary>
public sealed class SimulatedController : ICachedWorld, IAnnouncer
{
    private const int PassesAtMost = 50;
    private static readonly IMeterFactory Meters = new ServiceCollection().AddMetrics().BuildServiceProvider().GetRequiredService<IMeterFactory>();
    private static readonly ControllerMetrics Unread = new(Meters);
    private static readonly ScheduleMetrics UnreadOfSchedules = new(Meters);
    private static readonly ConnectMetrics UnreadOfConnects = new(Meters, []);

    private readonly InMemoryCluster _cluster;
    private readonly ManualTimeProvider _clock;
    private readonly Seams _seams;
    private readonly ControllerMetrics _metrics;
    private readonly Dictionary<string, Func<ObjectKey, CancellationToken, Task<TimeSpan?>>> _reconcilers;
    private readonly SortedDictionary<(string Plural, string Namespace, string Name), TimeSpan?> _due = [];
    private readonly Dictionary<(string Plural, string Namespace, string Name), List<string?>> _told = [];
    private readonly ConditionalWeakTable<JsonObject, object> _read = [];
    private Dictionary<ObjectKey, ApplicationRecord> _applications = [];
    private Dictionary<ObjectKey, ScheduleRecord> _schedules = [];
    private Dictionary<ObjectKey, ConnectRecord> _connects = [];
    private List<PodRecord> _pods = [];
    private long _seen = -1;

    public SimulatedController(InMemoryCluster cluster, ManualTimeProvider clock, SubmissionOptions? submission = null, LifeRules? rules = null, ControllerMetrics? metrics = null, Seams? seams = null)
    {
        (_cluster, _clock, _seams) = (cluster, clock, seams ?? Seams.None);
        var api = _seams.Api(cluster);
        _metrics = metrics ?? Unread;
        var (writes, scheduleWrites, connectWrites) = (new LastWrites(), new LastWrites(), new LastWrites());
        var applications = new Reconciler(
            this, new LiveLook(_seams.LiveApi(cluster)), new EffectExecutor(api, submission ?? SubmissionOptions.Default, rules ?? LifeRules.Default, clock), new StatusWriter(api, writes, clock), writes,
            this, _metrics, rules ?? LifeRules.Default, clock, NullLogger<Reconciler>.Instance);

        // One line for each kind that is reconciled.
        _reconcilers = new()
        {
            ["sparkapplications"] = applications.ReconcileAsync,
            ["scheduledsparkapplications"] = new ScheduleReconciler(
                api, Schedule, new StatusWriter(api, scheduleWrites, clock), scheduleWrites, this, UnreadOfSchedules, ScheduleSettings.Default, clock,
                NullLogger<ScheduleReconciler>.Instance).ReconcileAsync,
            ["sparkconnects"] = new ConnectReconciler(
                api, Connect, new StatusWriter(api, connectWrites, clock), connectWrites, this, UnreadOfConnects, new ConnectCheck(submission ?? SubmissionOptions.Default, null), clock,
                NullLogger<ConnectReconciler>.Instance).ReconcileAsync,
        };
        Refresh();
    }

    /// <summary>How many times the cache may stay as it is although the cluster has moved on.</summary>
    public int Lag { get; set; }

    /// <summary>Two watches, and that of pods is ahead.</summary>
    public bool OnlyApplicationsLag { get; set; }

    /// <summary>What was said, in order: about which object (<c>Kind/name</c>), and the reason.</summary>
    public List<(string About, string Reason)> Said { get; } = [];

    /// <summary>Told each message.</summary>
    public Action<string> Heard { get; set; } = _ => { };

    public IEnumerable<ApplicationRecord> AllApplications => _applications.Values;

    public IEnumerable<PodRecord> AllPods => _pods;

    public ApplicationRecord? Application(ObjectKey key) => _applications.GetValueOrDefault(key);

    public IReadOnlyList<PodRecord> Pods(ObjectKey key) => [.. _pods.Where(pod => pod.Namespace == key.Namespace && pod.AppName == key.Name)];

    private (ScheduleRecord, IReadOnlyList<ApplicationRecord>)? Schedule(ObjectKey key) => _schedules.TryGetValue(key, out var schedule)
        ? (schedule, [.. _applications.Values.Where(run => run.Namespace == key.Namespace && run.ScheduleName == key.Name)])
        : null;

    private (ConnectRecord, IReadOnlyList<PodRecord>)? Connect(ObjectKey key) => _connects.TryGetValue(key, out var connect)
        ? (connect, ConnectPods(key))
        : null;

    private IReadOnlyList<PodRecord> ConnectPods(ObjectKey key) => [.. _pods.Where(pod => pod.Namespace == key.Namespace && pod.ConnectName == key.Name)];

    public void Announce(ObjectRecord about, Effect.Announce announcement)
    {
        Said.Add(($"{about.Kind}/{about.Name}", announcement.Reason));
        Heard(announcement.Message);
    }

    // Waits are by the clock that nobody sets.
    private TimeSpan Elapsed => _clock.GetElapsedTime(0);

    /// <summary>As long as something has changed or is due. True when it did anything.</summary>
    public async Task<bool> WorkAsync()
    {
        var worked = false;
        for (var pass = 0; pass < PassesAtMost; pass++)
        {
            var due = _seen != _cluster.Version ? Changed() : Due(_ => false);
            if (due.Count == 0)
                return worked;

            worked = true;
            foreach (var item in due)
                await OnceAsync(item);
        }

        return worked;
    }

    // Whoever starts looks at everything; later, at what has changed itself or has a pod that has, and at what is due.
    private List<(string, string, string)> Changed()
    {
        if (Lag == 0)
            Refresh();
        else if (Lag-- > 0 && OnlyApplicationsLag)
            RefreshPods();
        return Due(IsNews);
    }

    private List<(string, string, string)> Due(Func<(string, string, string), bool> isNews)
    {
        var (elapsed, due) = (Elapsed, new List<(string, string, string)>());
        foreach (var (item, at) in _due)
        {
            if (isNews(item) || at <= elapsed)
                due.Add(item);
        }

        return due;
    }

    private bool IsNews((string Plural, string Namespace, string Name) item)
    {
        var key = new ObjectKey(item.Namespace, item.Name);
        var (record, pods) = item.Plural switch
        {
            "sparkapplications" => ((ObjectRecord?)_applications.GetValueOrDefault(key), Pods(key)),
            "sparkconnects" => (_connects.GetValueOrDefault(key), ConnectPods(key)),
            _ => (_schedules.GetValueOrDefault(key), (IReadOnlyList<PodRecord>)[]),
        };

        // Versions are never given twice.
        List<string?> now = [record?.ResourceVersion, .. pods.Select(pod => pod.ResourceVersion)];
        if (_told.TryGetValue(item, out var before) && before.SequenceEqual(now))
            return false;
        _told[item] = now;
        return true;
    }

    private async Task OnceAsync((string Plural, string Namespace, string Name) item)
    {
        try
        {
            _due[item] = _seams.WakeUp(await _reconcilers[item.Plural](new ObjectKey(item.Namespace, item.Name), CancellationToken.None)) is { } wait ? Elapsed + wait : null;
        }
        catch (Exception error) when (error is ApiException or TryAgainException)
        {
            _due[item] = Elapsed + TimeSpan.FromSeconds(1);
        }
    }

    private void Refresh()
    {
        var isFirst = _seen < 0;
        _seen = _cluster.Version;
        _applications = Records<ApplicationRecord>("sparkapplications");
        _schedules = Records<ScheduleRecord>("scheduledsparkapplications");
        _connects = Records<ConnectRecord>("sparkconnects");
        RefreshPods();
        foreach (var (plural, item) in _reconcilers.Keys.SelectMany(plural => _cluster.All(plural).Select(item => (plural, item))))
            _ = _due.TryAdd((plural, (string)item["metadata"]!["namespace"]!, (string)item["metadata"]!["name"]!), isFirst ? Elapsed : null);
    }

    private Dictionary<ObjectKey, T> Records<T>(string plural) where T : ObjectRecord, new() =>
        _cluster.All(plural).Select(item => Once(item, () => ObjectProjection.Read<T>(Bent(item)))).ToDictionary(record => record.Key);

    // What is stored is never changed, only replaced.
    private T Once<T>(JsonObject item, Func<T> read) where T : class
    {
        if (_read.TryGetValue(item, out var known))
            return (T)known;
        var record = read();
        _read.Add(item, record);
        return record;
    }

    private void RefreshPods()
    {
        var before = _pods.ToDictionary(pod => pod.Uid);
        _pods = [.. _cluster.All("pods").Select(pod => _seams.Pod(Once(pod, () => PodProjection.Read(_cluster.Bytes(pod))))).OfType<PodRecord>()];
        foreach (var pod in _pods)
            _metrics.Changed(before.GetValueOrDefault(pod.Uid), pod);
    }

    private byte[] Bent(JsonObject item)
    {
        if (_seams.Object is not { } bend)
            return _cluster.Bytes(item);
        var copy = (JsonObject)item.DeepClone();
        bend(copy);
        return JsonSerializer.SerializeToUtf8Bytes(copy);
    }
}
