using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Shared.Hosting.Metrics;

namespace Controller.Telemetry;

/// <summary>Queues and reconciles, one series for each kind that is reconciled, under the names that controller-runtime gives them. Source: <c>controller.md</c> 6.3.</summary>
internal sealed class WorkMetrics
{
    private static readonly double[] QueueBuckets = [1e-8, 1e-7, 1e-6, 9.999999999999999e-06, 9.999999999999999e-05, 0.001, 0.01, 0.1, 1, 10, 100, 1000];
    private static readonly double[] ReconcileBuckets =
    [
        0.005, 0.01, 0.025, 0.05, 0.1, 0.15, 0.2, 0.25, 0.3, 0.35, 0.4, 0.45, 0.5, 0.6, 0.7, 0.8, 0.9, 1, 1.25, 1.5, 1.75, 2, 2.5, 3, 3.5, 4, 4.5, 5, 6, 7, 8, 9, 10, 15, 20, 25, 30, 40, 50, 60,
    ];

    private readonly ConcurrentBag<ControllerWork> _controllers = [];

    public WorkMetrics(IMeterFactory meters)
    {
        var meter = meters.Create(ControllerMetrics.MeterName);
        Reconciles = meter.CreateCounter<long>("controller_runtime_reconcile_total", "{reconcile}", "Reconciles by result.");
        Errors = meter.CreateCounter<long>("controller_runtime_reconcile_errors_total", "{reconcile}", "Reconciles that failed and are tried again.");
        TerminalErrors = ControllerMetrics.TerminalErrorsOf(meter);
        Panics = meter.CreateCounter<long>("controller_runtime_reconcile_panics_total", "{reconcile}", "Reconciles that failed for a reason nobody foresaw.");
        Timeouts = meter.CreateCounter<long>("controller_runtime_reconcile_timeouts_total", "{reconcile}", "Reconciles in which the API server did not answer in time.");
        Durations = meter.CreateHistogram("controller_runtime_reconcile_time_seconds", "s", "Time of a reconcile.", advice: Advice(ReconcileBuckets));
        Active = meter.CreateUpDownCounter<long>("controller_runtime_active_workers", "{worker}", "Workers that reconcile.");
        Adds = meter.CreateCounter<long>("workqueue_adds_total", "{item}", "Items that came into the queue.");
        Retries = meter.CreateCounter<long>("workqueue_retries_total", "{item}", "Items that come again because their work failed.");
        Waits = meter.CreateHistogram("workqueue_queue_duration_seconds", "s", "How long an item waited in the queue.", advice: Advice(QueueBuckets));
        Works = meter.CreateHistogram("workqueue_work_duration_seconds", "s", "How long an item was worked on.", advice: Advice(QueueBuckets));
        _ = meter.CreateObservableGauge("controller_runtime_max_concurrent_reconciles", () => Each(work => work.Workers, work => work.Controller), "{worker}", "Workers that there are.");
        _ = meter.CreateObservableGauge("workqueue_depth", () => Each(work => work.Depth, work => [.. work.Names, new("priority", "0")]), "{item}", "Items that wait.");
        _ = meter.CreateObservableGauge("workqueue_unfinished_work_seconds", () => Each(work => work.Working.Sum(), work => work.Names), "s", "Age of the work in hand, summed up.");
        _ = meter.CreateObservableGauge("workqueue_longest_running_processor_seconds", () => Each(work => work.Working.Append(0).Max(), work => work.Names), "s", "Age of the oldest work in hand.");
    }

    public Counter<long> Reconciles { get; }
    public Counter<long> Errors { get; }
    public Counter<long> TerminalErrors { get; }
    public Counter<long> Panics { get; }
    public Counter<long> Timeouts { get; }
    public Histogram<double> Durations { get; }
    public UpDownCounter<long> Active { get; }
    public Counter<long> Adds { get; }
    public Counter<long> Retries { get; }
    public Histogram<double> Waits { get; }
    public Histogram<double> Works { get; }

    /// <summary>One more kind that is reconciled; its series are there from now on.</summary>
    /// <param name="controller">In lower case, such as <c>sparkapplication</c>.</param>
    /// <param name="workers">How many reconciles may run at once.</param>
    public ControllerWork Of(string controller, int workers)
    {
        var work = new ControllerWork(this, controller, workers);
        _controllers.Add(work);
        return work;
    }

    public void ShowZeros(MetricsText text)
    {
        foreach (var work in _controllers)
        {
            text.ShowZero(Durations, work.Controller);
            text.ShowZero(Waits, work.Names);
            text.ShowZero(Works, work.Names);
        }
    }

    private IEnumerable<Measurement<double>> Each(Func<ControllerWork, double> value, Func<ControllerWork, KeyValuePair<string, object?>[]> labels) =>
        [.. _controllers.Select(work => new Measurement<double>(value(work), labels(work)))];

    private static InstrumentAdvice<double> Advice(double[] buckets) => new() { HistogramBucketBoundaries = buckets };
}
