using System.Text;
using Controller;
using Controller.Applications;
using Controller.Effects;
using Controller.Events;
using Controller.Observing;
using Controller.Pods;
using Controller.Recording;
using Controller.SparkApplications;
using Kubernetes.Client.Connection;
using Kubernetes.Client.Watching;
using Microsoft.Extensions.Logging.Abstractions;
using Shared.Submission;
using Testing.Kubernetes;
using Testing.Time;

namespace Simulation.Tests;

/// <summary>The real reconciler with its real shells. What it knows beside the API server dies with it.</summary>
internal sealed class SimulatedController : ICachedWorld, IAnnouncer
{
    private readonly InMemoryCluster _cluster;
    private readonly ObjectKey _key;
    private readonly ManualTimeProvider _clock;
    private readonly Reconciler _reconciler;
    private ApplicationRecord? _application;
    private IReadOnlyList<PodRecord> _pods = [];
    private DateTimeOffset? _due;
    private long _seen = -1;

    public SimulatedController(InMemoryCluster cluster, ObjectKey key, ManualTimeProvider clock, ControllerMetrics metrics)
    {
        (_cluster, _key, _clock) = (cluster, key, clock);
        var writes = new LastWrites();
        _reconciler = new Reconciler(
            this, new LiveLook(cluster), new EffectExecutor(cluster, SubmissionOptions.Default),
            new StatusWriter(cluster, writes, clock), writes, this, metrics, LifeRules.Default, clock, NullLogger<Reconciler>.Instance);
        Refresh();

        // Whoever starts looks at everything.
        _due = clock.GetUtcNow();
    }

    /// <summary>How many times the cache may stay as it is although the cluster has moved on.</summary>
    public int Lag { get; set; }

    /// <summary>Null when it waits for nothing.</summary>
    public DateTimeOffset? Due => _due;

    public ApplicationRecord? Application(ObjectKey key) => _application;

    public IReadOnlyList<PodRecord> Pods(ObjectKey key) => _pods;

    /// <summary>Reasons of what was said, in order.</summary>
    public List<string> Said { get; } = [];

    public void Announce(ApplicationRecord about, Effect.Announce announcement) => Said.Add(announcement.Reason);

    /// <summary>As long as something has changed or is due. True when it did anything.</summary>
    public async Task<bool> WorkAsync()
    {
        var worked = false;
        for (var pass = 0; pass < 50; pass++)
        {
            var changed = _seen != _cluster.Version;
            if (!changed && !(_due <= _clock.GetUtcNow()))
                return worked;

            if (Lag > 0)
                Lag--;
            else
                Refresh();
            worked = true;
            await OnceAsync();
        }

        return worked;
    }

    private async Task OnceAsync()
    {
        try
        {
            _due = await _reconciler.ReconcileAsync(_key, CancellationToken.None) is { } wait ? _clock.GetUtcNow() + wait : null;
        }
        catch (Exception error) when (error is ApiException or ContendedException)
        {
            _due = _clock.GetUtcNow() + TimeSpan.FromSeconds(1);
        }
    }

    private void Refresh()
    {
        _seen = _cluster.Version;
        _application = _cluster.Find("sparkapplications", _key.Name) is { } application ? ApplicationProjection.Read(Encoding.UTF8.GetBytes(application.ToJsonString())) : null;
        _pods = [.. _cluster.All("pods").Select(pod => PodProjection.Read(Encoding.UTF8.GetBytes(pod.ToJsonString())))];
    }
}
