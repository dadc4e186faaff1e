using Controller.Diagnosing;
using Controller.Effects;
using Controller.Events;
using Controller.Observing;
using Controller.Recording;
using Controller.ScheduledSparkApplications;
using Controller.SparkConnects;
using Controller.Telemetry;
using Controller.Watching;
using Kubernetes.Client;
using Kubernetes.Client.Connection;
using Kubernetes.Client.LeaderElection;
using Kubernetes.Client.Queueing;
using Kubernetes.Client.Requests;
using Kubernetes.Client.Watching;
using Shared.Hosting.Policy;
using Shared.Submission;

namespace Controller.Hosting;

/// <summary>Everything of a controller but its frame: watches, queue, workers, events.</summary>
internal sealed class ControllerProcess : IDisposable
{
    /// <summary>How long a reconcile that has begun may go on when the process is told to stop.</summary>
    private static readonly TimeSpan Drain = TimeSpan.FromSeconds(10);

    /// <summary>A namespace whose applications all hang (a webhook that does not answer, say) leaves workers for the others.</summary>
    private const int TurnsForOthers = 4;

    private readonly IKubernetesApi _api;
    private readonly ControllerOptions _options;
    private readonly TimeProvider _clock;
    private readonly Random _random;
    private readonly ILoggerFactory _logs;
    private readonly ILogger _logger;
    private readonly WorkQueue<ObjectKey> _queue;
    private readonly EventQueue _events;
    private readonly ControllerWork _work;
    private readonly Reconciler _reconciler;
    private readonly ControllerTelemetry _telemetry;
    private readonly KindWork[] _others;
    private readonly NamespacePolicies? _policies;

    public ControllerProcess(
        IKubernetesApi api, ControllerOptions options, SubmissionOptions submission, ControllerTelemetry telemetry, TimeProvider clock, Random random, ILoggerFactory logs)
    {
        (_api, _options, _telemetry, _clock, _random, _logs) = (api, options, telemetry, clock, random, logs);
        _policies = Policies();
        _logger = logs.CreateLogger<ControllerProcess>();
        _work = telemetry.Work.Of("sparkapplication", options.Workers * TurnsForOthers);
        _queue = _work.Observe(observer => new WorkQueue<ObjectKey>(key => key.Namespace, clock, new Random(random.Next()), observer: observer, perGroup: options.Workers));
        _events = new EventQueue(api, options.Identity, telemetry.Lives, clock, logs.CreateLogger<EventQueue>());
        Cluster = new WatchedCluster(options.Namespaces, telemetry.Labels.Shows);
        Cluster.Feed(_queue);
        telemetry.Observe(Cluster, () => IsLeading);
        if (options.Lease is { } lease)
            telemetry.ShowLease(lease.Name, () => IsLeading);

        var writes = new LastWrites();
        _reconciler = new Reconciler(
            Cluster, new LiveLook(api), new EffectExecutor(api, submission, options.Rules, clock, _policies is null ? null : _policies.For), new StatusWriter(api, writes, clock), writes,
            _events, telemetry.Lives, options.Rules, clock, logs.CreateLogger<Reconciler>(),
            options.ReadsDriverLogs ? new Investigator(api, clock, logs.CreateLogger<Investigator>()) : null);
        _others = [Schedules(), Connects(submission)];
    }

    public WatchedCluster Cluster { get; }

    /// <summary>Whether this replica works.</summary>
    public bool IsLeading { get; private set; }

    /// <summary>Until told to stop: watches at once, and works while it leads.</summary>
    public async Task RunAsync(CancellationToken stopping)
    {
        using var watching = new CancellationTokenSource();
        var watches = WatchAsync(watching.Token);
        var events = _events.RunAsync(watching.Token);
        try
        {
            await Task.WhenAny(Task.WhenAll(Cluster.Synced, _policies?.Synced ?? Task.CompletedTask), watches).WaitAsync(stopping);
            using var working = CancellationTokenSource.CreateLinkedTokenSource(stopping);
            var work = _options.Lease is { } lease ? ElectAsync(lease, working.Token) : LeadAsync(working.Token, working.Token);
            if (await Task.WhenAny(work, watches) == watches)
            {
                await working.CancelAsync();
                await Quietly(work);
                await watches;
            }

            await work;
        }
        finally
        {
            _events.Complete();
            await Task.WhenAny(events, Task.Delay(TimeSpan.FromSeconds(1), _clock, CancellationToken.None));
            await watching.CancelAsync();
            await Quietly(Task.WhenAll(watches, events));
        }
    }

    public void Dispose()
    {
        _queue.Dispose();
        foreach (var kind in _others)
            kind.Dispose();
    }

    private KindWork Schedules()
    {
        var writes = new LastWrites();
        var reconciler = new ScheduleReconciler(
            _api, Cluster.Schedule, new StatusWriter(_api, writes, _clock), writes, _events, _telemetry.Schedules, _options.Schedules, _clock, _logs.CreateLogger<ScheduleReconciler>());
        return new KindWork(
            _telemetry.Work.Of("scheduledsparkapplication", _options.Workers * TurnsForOthers), _options.Workers, Cluster.FeedSchedules, Cluster.Schedules, Cluster.SchedulesSynced, reconciler.ReconcileAsync, _clock,
            new Random(_random.Next()));
    }

    private KindWork Connects(SubmissionOptions submission)
    {
        var writes = new LastWrites();
        var reconciler = new ConnectReconciler(
            _api, Cluster.Connect, new StatusWriter(_api, writes, _clock), writes, _events, _telemetry.Connects, new ConnectCheck(submission, _policies is null ? null : _policies.For), _clock, _logs.CreateLogger<ConnectReconciler>());
        return new KindWork(
            _telemetry.Work.Of("sparkconnect", _options.Workers * TurnsForOthers), _options.Workers, Cluster.FeedConnects, Cluster.Connects, Cluster.ConnectsSynced, reconciler.ReconcileAsync, _clock, new Random(_random.Next()));
    }

    private Task ElectAsync(LeaseOptions lease, CancellationToken stopping) =>
        new LeaseElector(_api, lease, _clock, new Random(_random.Next()), new LeaseLog(lease.Identity, _logger))
            .RunAsync(term => LeadAsync(term, stopping), stopping);

    private async Task LeadAsync(CancellationToken term, CancellationToken stopping)
    {
        // What another leader did meanwhile has reached the cache, but not necessarily the queue.
        foreach (var application in Cluster.Applications())
            _queue.Add(new ObjectKey(application.Namespace, application.Name));

        using var cut = new CancellationTokenSource();
        IsLeading = true;
        var workers = Task.WhenAll(_others.Select(kind => kind.RunAsync(Failed, cut.Token))
            .Append(QueueWorkers.RunAsync(_queue, _work.Workers, _work.Measured(_reconciler.ReconcileAsync, _clock), Failed, cut.Token)));
        await Task.WhenAny(workers, Cancelled(term));

        // A lost lease ends the work at once; a stop lets what has begun end by itself.
        if (stopping.IsCancellationRequested && await Task.WhenAny(Task.WhenAll(_others.Select(kind => kind.StopAsync()).Append(_queue.StopAsync())), Task.Delay(Drain, _clock, CancellationToken.None)) is { } ended
            && _queue.InWork > 0 && ended.IsCompletedSuccessfully)
        {
            Log.CutOff(_logger, _queue.InWork, Drain.TotalSeconds);
        }

        await cut.CancelAsync();
        await Quietly(workers);
        IsLeading = false;
        term.ThrowIfCancellationRequested();
    }

    private Task WatchAsync(CancellationToken cancellationToken) => LoopGroup.RunAsync(
        [
            .. Cluster.Caches.Select(cache => (Func<CancellationToken, Task>)(token => cache.RunAsync(_api, _clock, _random.Next, resource => Observer(resource, cache.Namespace), token))),
            token => Cluster.Namespaces.RunAsync(_api, _clock, _random.Next, resource => Observer(resource, null), token),
            token => _policies?.RunAsync(token) ?? Task.CompletedTask,
        ],
        cancellationToken);

    // Read before anything else, so that a policy that cannot be used stops the start.
    private NamespacePolicies? Policies()
    {
        if (_options.Policy.File is null)
            return null;
        var policies = new NamespacePolicies(
            new PolicyFile(_options.Policy, _telemetry.Policy.Read, _logs.CreateLogger<PolicyFile>(), _clock), _options.Policy, _api, Observer(KubernetesResources.Namespaces, null), _clock);
        policies.Load();
        return policies;
    }

    private WatchObserver Observer(KubernetesResource resource, string? @namespace) => new(resource, @namespace, _logs.CreateLogger<WatchObserver>());

    private void Failed(ObjectKey key, Exception error, TimeSpan wait) =>
        Log.Failed(_logger, key.Namespace, key.Name, wait.TotalSeconds, error is ApiException or TryAgainException ? error.Message : $"{error.GetType().Name}: {error.Message}");

    private static Task Cancelled(CancellationToken token)
    {
        var cancelled = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _ = token.Register(cancelled.SetResult);
        return cancelled.Task;
    }

    private static async Task Quietly(Task task)
    {
        try
        {
            await task;
        }
        catch (OperationCanceledException)
        {
            // That is how these loops end.
        }
    }
}
