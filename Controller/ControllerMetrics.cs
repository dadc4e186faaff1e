using System.Diagnostics.Metrics;
using Controller.Applications;
using Controller.Hosting;
using Controller.Observing;
using Controller.Watching;
using Shared.Contracts.Serialization;
using Shared.Contracts.SparkApplications;

namespace Controller;

/// <summary>What the controller counts. Names of <c>spark_application_*</c> are those that users of this API know.</summary>
public sealed class ControllerMetrics
{
    public const string MeterName = "controller";

    private readonly Counter<long> _applications;
    private readonly Counter<long> _submissions;
    private readonly Counter<long> _failedSubmissions;
    private readonly Counter<long> _successes;
    private readonly Counter<long> _failures;
    private readonly UpDownCounter<long> _running;
    private readonly Histogram<double> _submitLatency;
    private readonly Histogram<double> _startLatency;
    private readonly Counter<long> _droppedEvents;

    public ControllerMetrics(IMeterFactory meters, MetricsOptions? options = null)
    {
        options ??= MetricsOptions.Default;
        var meter = meters.Create(MeterName);
        _applications = meter.CreateCounter<long>("spark_application_count", "{application}", "Applications taken up.");
        _submissions = meter.CreateCounter<long>("spark_application_submit_count", "{submission}", "Submissions that created a driver.");
        _failedSubmissions = meter.CreateCounter<long>("spark_application_failed_submission_count", "{submission}", "Submissions that were refused.");
        _successes = meter.CreateCounter<long>("spark_application_success_count", "{application}", "Applications that completed.");
        _failures = meter.CreateCounter<long>("spark_application_failure_count", "{application}", "Applications that failed for good.");
        _running = meter.CreateUpDownCounter<long>("spark_application_running_count", "{application}", "Applications whose driver runs.");
        _submitLatency = meter.CreateHistogram("spark_application_submit_latency_seconds_histogram", "s", "From creation to the first submission.",
            advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = options.SubmitLatencyBuckets });
        _startLatency = meter.CreateHistogram("spark_application_start_latency_seconds_histogram", "s", "From creation until the driver of the first run runs.",
            advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = options.StartLatencyBuckets });
        _droppedEvents = meter.CreateCounter<long>("spark_operator_events_dropped_total", "{event}", "Events that were not written: too many at once, or refused.");

        foreach (var counter in new[] { _applications, _submissions, _failedSubmissions, _successes, _failures, _droppedEvents })
            counter.Add(0);
        _running.Add(0);
    }

    /// <summary>One recorded change of state.</summary>
    public void Moved(Observation before, SparkApplicationStatus after, DateTimeOffset now)
    {
        var (from, age) = (before.Status.State, (now - before.Record.CreatedAt).TotalSeconds);
        if (from is ApplicationState.New)
            _applications.Add(1);
        if (from is ApplicationState.Running)
            _running.Add(-1);

        switch (after.State)
        {
            case ApplicationState.Submitted when from is not (ApplicationState.Running or ApplicationState.Unknown):
                _submissions.Add(1);
                if (after.SubmissionAttempts is 1)
                    _submitLatency.Record(age);
                break;
            case ApplicationState.Running:
                _running.Add(1);
                if (after.ExecutionAttempts is 1 && from is ApplicationState.Submitted)
                    _startLatency.Record(age);
                break;
            case ApplicationState.SubmissionFailed:
                _failedSubmissions.Add(1);
                break;
            case ApplicationState.Completed:
                _successes.Add(1);
                break;
            case ApplicationState.Failed:
                _failures.Add(1);
                break;
        }
    }

    /// <summary>Applications that were running when we began to look.</summary>
    internal void FoundRunning(WatchedCluster cluster) => _running.Add(cluster.Applications().Count(IsRunning));

    public void EventDropped() => _droppedEvents.Add(1);

    private static bool IsRunning(ApplicationRecord application)
    {
        try
        {
            return application.ReadStatus().State is ApplicationState.Running;
        }
        catch (ContractsJsonException)
        {
            // Set aside, with an event, when it is its turn.
            return false;
        }
    }
}
