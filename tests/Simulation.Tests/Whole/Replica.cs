using System.Diagnostics.Metrics;
using Controller;
using Controller.Effects;
using Controller.Events;
using Controller.Hosting;
using Controller.Objects;
using Controller.Observing;
using Controller.Recording;
using Controller.ScheduledSparkApplications;
using Controller.SparkApplications;
using Controller.SparkConnects;
using Controller.Watching;
using Kubernetes.Client.Connection;
using Kubernetes.Client.LeaderElection;
using Kubernetes.Client.Queueing;
using Kubernetes.Client.Watching;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Shared.Submission;
using Testing.Time;

namespace Simulation.Tests.Whole;

/// <summary>One process of the controller with everything that is real about it: watches, caches, queues, workers, reconcilers and leader election. Only its clock, its wire and its thread are the test's.</summary>
internal sealed class Replica : ILeaseObserver, IAnnouncer, IDisposable
{
    private const int Workers = 2;
    private static readonly IMeterFactory Meters = new ServiceCollection().AddMetrics().BuildServiceProvider().GetRequiredService<IMeterFactory>();

    private readonly ManualTimeProvider _clock;
    private readonly Pump _pump = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly WatchedCluster _cluster = new(new NamespaceChoice([SimulatedCluster.Namespace]), _ => false);
    private readonly List<(WorkQueue<ObjectKey> Queue, Func<IEnumerable<ObjectKey>> Everything, Func<ObjectKey, CancellationToken, Task<TimeSpan?>> Reconcile)> _kinds = [];
    private readonly Random _random;
    private readonly Task _running;
    private CancellationToken? _term;

    /// <param name="world">Where it works.</param>
    /// <param name="number">Names it; another number for each process.</param>
    /// <param name="fault">Of its watches.</param>
    public Replica(WholeWorld world, int number, WatchFault? fault)
    {
        (_clock, _random, Api) = (new ManualTimeProvider(world.Now), new Random(number), new WatchingApi(world, fault));
        var (writes, scheduleWrites, connectWrites) = (new LastWrites(), new LastWrites(), new LastWrites());
        Add(_cluster.Feed, () => _cluster.Applications().Select(application => application.Key), new Reconciler(
            _cluster, new LiveLook(Api), new EffectExecutor(Api, SubmissionOptions.Default, LifeRules.Default, _clock), new StatusWriter(Api, writes, _clock), writes,
            this, new ControllerMetrics(Meters), LifeRules.Default, _clock, NullLogger<Reconciler>.Instance).ReconcileAsync);
        Add(_cluster.FeedSchedules, _cluster.Schedules, new ScheduleReconciler(
            Api, _cluster.Schedule, new StatusWriter(Api, scheduleWrites, _clock), scheduleWrites, this, new ScheduleMetrics(Meters), ScheduleSettings.Default, _clock,
            NullLogger<ScheduleReconciler>.Instance).ReconcileAsync);
        Add(_cluster.FeedConnects, _cluster.Connects, new ConnectReconciler(
            Api, _cluster.Connect, new StatusWriter(Api, connectWrites, _clock), connectWrites, this, new ConnectMetrics(Meters, []), new ConnectCheck(SubmissionOptions.Default, null), _clock,
            NullLogger<ConnectReconciler>.Instance).ReconcileAsync);

        var lease = new LeaseOptions { Namespace = SimulatedCluster.Namespace, Name = "lock", Identity = $"replica-{number}" };
        _running = _pump.Do(() => RunAsync(new LeaseElector(Api, lease, _clock, new Random(_random.Next()), this)));
    }

    public WatchingApi Api { get; }

    public bool Leads => _term is not null;

    /// <summary>Errors that nobody foresaw.</summary>
    public List<string> Breakdowns { get; } = [];

    /// <summary>Everything that can be done at this moment. True when it did anything.</summary>
    public bool Work()
    {
        var worked = _pump.Run(() => Api.IsFrozen || Api.IsCrashed, () => _term is { IsCancellationRequested: true });
        if (_running.IsFaulted)
            Breakdowns.Add($"O11: {_running.Exception!.InnerException!.Message}");
        return worked;
    }

    /// <summary>A frozen process does not see time pass; when it goes on, all of it has.</summary>
    public void Advance(DateTimeOffset now)
    {
        if (Api.IsFrozen || Api.IsCrashed)
            return;
        _ = _pump.Do(() =>
        {
            _clock.Advance(now - _clock.GetUtcNow());
            Api.Wake();
            return true;
        });
    }

    /// <summary>SIGTERM: ends its work and gives the lease back.</summary>
    public void Stop() => _ = _pump.Do(() =>
    {
        _stop.Cancel();
        return true;
    });

    public void Announce(ObjectRecord about, Effect.Announce announcement)
    {
    }

    public void BecameLeader()
    {
    }

    public void StoppedLeading(string why) => _term = null;

    public void Following(string holder)
    {
    }

    public void Failed(Exception error)
    {
    }

    public void Dispose()
    {
        _stop.Dispose();
        foreach (var (queue, _, _) in _kinds)
            queue.Dispose();
    }

    private void Add(Action<WorkQueue<ObjectKey>> feed, Func<IEnumerable<ObjectKey>> everything, Func<ObjectKey, CancellationToken, Task<TimeSpan?>> reconcile)
    {
        var queue = new WorkQueue<ObjectKey>(key => key.Namespace, _clock, new Random(_random.Next()), perGroup: Workers);
        feed(queue);
        _kinds.Add((queue, everything, reconcile));
    }

    private async Task RunAsync(LeaseElector elector)
    {
        var watching = Task.WhenAll(_cluster.Caches.Select(cache => cache.RunAsync(Api, _clock, _random.Next, _ => SilentObserver.Instance, CancellationToken.None)));
        await Task.WhenAny(elector.RunAsync(LeadAsync, _stop.Token), watching).Unwrap();
    }

    private Task LeadAsync(CancellationToken term)
    {
        _term = term;
        foreach (var (queue, everything, _) in _kinds)
        {
            foreach (var key in everything())
                queue.Add(key);
        }

        return Task.WhenAll(_kinds.Select(kind => QueueWorkers.RunAsync(kind.Queue, Workers, kind.Reconcile, Broke, term)));
    }

    private void Broke(ObjectKey key, Exception error, TimeSpan wait)
    {
        if (error is not (ApiException or TryAgainException))
            Breakdowns.Add($"O11: {key}: {error.GetType().Name}: {error.Message}");
    }
}
