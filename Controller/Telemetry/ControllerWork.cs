using System.Diagnostics;
using Kubernetes.Client.Connection;
using Kubernetes.Client.Queueing;
using Kubernetes.Client.Watching;

namespace Controller.Telemetry;

/// <summary>Measures the queue and the reconciles of one kind.</summary>
internal sealed class ControllerWork : IWorkQueueObserver
{
    private static readonly string[] Results = ["success", "requeue_after", "requeue", "error"];

    private readonly WorkMetrics _metrics;
    private readonly string _name;
    private WorkQueue<ObjectKey>? _queue;

    public ControllerWork(WorkMetrics metrics, string name, int workers)
    {
        (_metrics, _name, Workers) = (metrics, name, workers);
        Controller = [new("controller", name)];
        Names = [new("name", name), new("controller", name)];
        foreach (var result in Results)
            metrics.Reconciles.Add(0, [.. Controller, new("result", result)]);
        foreach (var counter in new[] { metrics.Errors, metrics.TerminalErrors, metrics.Panics, metrics.Timeouts })
            counter.Add(0, Controller);
        metrics.Active.Add(0, Controller);
        metrics.Adds.Add(0, Names);
        metrics.Retries.Add(0, Names);
    }

    public KeyValuePair<string, object?>[] Controller { get; }

    public KeyValuePair<string, object?>[] Names { get; }

    public int Workers { get; }

    public double Depth => _queue?.Waiting ?? 0;

    /// <summary>Ages of the work in hand. Unit: seconds.</summary>
    public IEnumerable<double> Working => _queue?.Working.Select(age => age.TotalSeconds) ?? [];

    /// <summary>The queue of this kind, told to be observed by this.</summary>
    public WorkQueue<ObjectKey> Observe(Func<IWorkQueueObserver, WorkQueue<ObjectKey>> make) => _queue = make(this);

    public Func<ObjectKey, CancellationToken, Task<TimeSpan?>> Measured(Func<ObjectKey, CancellationToken, Task<TimeSpan?>> reconcile, TimeProvider clock) =>
        async (key, cancellationToken) =>
        {
            using var trace = Traces.Source.StartActivity("reconcile " + _name);
            _ = trace?.SetTag("k8s.namespace.name", key.Namespace).SetTag("k8s.object.name", key.Name);
            var started = clock.GetTimestamp();
            _metrics.Active.Add(1, Controller);
            try
            {
                var again = await reconcile(key, cancellationToken);
                Ended(again is null ? "success" : "requeue_after");
                return again;
            }
            catch (Exception error) when (error is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
            {
                Ended("error");
                Count(error);
                _ = trace?.SetStatus(ActivityStatusCode.Error, error.GetType().Name);
                throw;
            }
            finally
            {
                _metrics.Active.Add(-1, Controller);
                _metrics.Durations.Record(clock.GetElapsedTime(started).TotalSeconds, Controller);
            }
        };

    void IWorkQueueObserver.Added() => _metrics.Adds.Add(1, Names);

    void IWorkQueueObserver.Retried() => _metrics.Retries.Add(1, Names);

    void IWorkQueueObserver.Taken(TimeSpan waited) => _metrics.Waits.Record(waited.TotalSeconds, Names);

    void IWorkQueueObserver.Returned(TimeSpan worked) => _metrics.Works.Record(worked.TotalSeconds, Names);

    private void Ended(string result) => _metrics.Reconciles.Add(1, [.. Controller, new("result", result)]);

    private void Count(Exception error)
    {
        _metrics.Errors.Add(1, Controller);
        if (error is ApiTransportException { Fault: TransportFault.Timeout })
            _metrics.Timeouts.Add(1, Controller);
        else if (error is not (ApiException or TryAgainException))
            _metrics.Panics.Add(1, Controller);
    }
}
