using System.Diagnostics.Metrics;
using Controller.Hosting;
using Controller.Observing;
using Controller.Pods;
using Controller.Telemetry;
using Shared.Contracts.Names;
using Shared.Contracts.SparkApplications;
using Shared.Hosting.Metrics;

namespace Controller;

/// <summary>
/// What the controller counts of applications and executors. Names of <c>spark_application_*</c> and <c>spark_executor_*</c> are those that users of this
/// API know; a restart does not count anew what is there. Source: <c>controller.md</c> 6.2.
/// </summary>
public sealed class ControllerMetrics
{
    public const string MeterName = "controller";

    private readonly SeriesLabels _labels;
    private readonly Counter<long> _applications;
    private readonly Counter<long> _submissions;
    private readonly Counter<long> _failedSubmissions;
    private readonly Counter<long> _successes;
    private readonly Counter<long> _failures;
    private readonly Counter<long> _executorSuccesses;
    private readonly Counter<long> _executorFailures;
    private readonly Latency _submitLatency;
    private readonly Latency _startLatency;
    private readonly Histogram<double> _successTime;
    private readonly Histogram<double> _failureTime;
    private readonly Counter<long> _terminalErrors;
    private readonly Counter<long> _droppedEvents;

    public ControllerMetrics(IMeterFactory meters, MetricsOptions? options = null)
    {
        options ??= MetricsOptions.Default;
        _labels = new SeriesLabels(options.Labels);
        var (meter, prefix) = (meters.Create(MeterName), SeriesLabels.Name(options.Prefix));
        _applications = meter.CreateCounter<long>(prefix + "spark_application_count", "{application}", "Applications taken up.");
        _submissions = meter.CreateCounter<long>(prefix + "spark_application_submit_count", "{submission}", "Submissions that created a driver.");
        _failedSubmissions = meter.CreateCounter<long>(prefix + "spark_application_failed_submission_count", "{submission}", "Submissions that were refused.");
        _successes = meter.CreateCounter<long>(prefix + "spark_application_success_count", "{application}", "Applications that completed.");
        _failures = meter.CreateCounter<long>(prefix + "spark_application_failure_count", "{application}", "Applications that failed for good.");
        _executorSuccesses = meter.CreateCounter<long>(prefix + "spark_executor_success_count", "{executor}", "Executors that ended well.");
        _executorFailures = meter.CreateCounter<long>(prefix + "spark_executor_failure_count", "{executor}", "Executors that failed.");
        _submitLatency = new Latency(meter, prefix + "spark_application_submit_latency_seconds", "From creation to the first submission.", options.SubmitLatencyBuckets);
        _startLatency = new Latency(meter, prefix + "spark_application_start_latency_seconds", "From creation until the driver of the first run runs.", options.StartLatencyBuckets);
        _successTime = Summary(meter, prefix + "spark_application_success_execution_time_seconds", "From the last submission to the end of applications that completed.");
        _failureTime = Summary(meter, prefix + "spark_application_failure_execution_time_seconds", "From the last submission to the end of applications that failed.");
        _terminalErrors = TerminalErrorsOf(meter);
        _droppedEvents = meter.CreateCounter<long>("spark_operator_events_dropped_total", "{event}", "Events that were not written: too many at once, or refused.");

        foreach (var counter in new[] { _applications, _submissions, _failedSubmissions, _successes, _failures, _executorSuccesses, _executorFailures })
            counter.Add(0, _labels.Zero);
        _droppedEvents.Add(0);
    }

    /// <summary>What rates are computed from is there from the start.</summary>
    public void ShowZeros(MetricsText text)
    {
        foreach (var histogram in new[] { _successTime, _failureTime, _submitLatency.Sum, _submitLatency.Histogram, _startLatency.Sum, _startLatency.Histogram })
            text.ShowZero(histogram, _labels.Zero);
    }

    /// <summary>One recorded change of state.</summary>
    public void Moved(Observation before, SparkApplicationStatus after, DateTimeOffset now)
    {
        var labels = _labels.Of(before.Record.Namespace, before.Application.Metadata?.Labels);
        var (from, age) = (before.Status.State, (now - before.Record.CreatedAt).TotalSeconds);
        if (from is ApplicationState.New)
            _applications.Add(1, labels);

        switch (after.State)
        {
            case ApplicationState.Submitted when from is not (ApplicationState.Running or ApplicationState.Unknown):
                _submissions.Add(1, labels);
                if (after.SubmissionAttempts is 1)
                    _submitLatency.Record(age, labels);
                break;
            case ApplicationState.Running when after.ExecutionAttempts is 1 && from is ApplicationState.Submitted:
                _startLatency.Record(age, labels);
                break;
            case ApplicationState.SubmissionFailed:
                _failedSubmissions.Add(1, labels);
                break;
            case ApplicationState.Completed:
                _successes.Add(1, labels);
                RecordTime(_successTime, after, labels);
                break;
            case ApplicationState.Failed:
                _failures.Add(1, labels);
                RecordTime(_failureTime, after, labels);
                break;
        }
    }

    /// <summary>A pod as it was, if it was there, and as it is now, if it still is.</summary>
    public void Changed(PodRecord? before, PodRecord? after)
    {
        if (before is null || after is not { Role: SparkRoles.Executor } || before.Phase == after.Phase)
            return;
        if (after.Phase is PodPhase.Succeeded)
            _executorSuccesses.Add(1, _labels.Of(after.Namespace, after.SeriesLabels));
        else if (after.Phase is PodPhase.Failed)
            _executorFailures.Add(1, _labels.Of(after.Namespace, after.SeriesLabels));
    }

    /// <summary>An object that no repeat will make readable.</summary>
    /// <param name="controller">Such as <c>sparkapplication</c>.</param>
    public void SetAside(string controller) => _terminalErrors.Add(1, new KeyValuePair<string, object?>("controller", controller));

    public void EventDropped() => _droppedEvents.Add(1);

    internal static Counter<long> TerminalErrorsOf(Meter meter) => meter.CreateCounter<long>(
        "controller_runtime_terminal_reconcile_errors_total", "{reconcile}", "Objects that cannot be read and are left alone until they change.");

    private static void RecordTime(Histogram<double> histogram, SparkApplicationStatus status, KeyValuePair<string, object?>[] labels)
    {
        if (status is { TerminationTime: { } end, LastSubmissionAttemptTime: { } begin })
            histogram.Record((end - begin).TotalSeconds, labels);
    }

    private static Histogram<double> Summary(Meter meter, string name, string description) =>
        meter.CreateHistogram(name, "s", description, advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = [] });

    /// <summary>The same observations twice, as existing dashboards want them: as a sum, and in buckets under a name of their own.</summary>
    private sealed class Latency(Meter meter, string name, string description, IReadOnlyList<double> buckets)
    {
        public Histogram<double> Sum { get; } = Summary(meter, name, description);

        public Histogram<double> Histogram { get; } =
            meter.CreateHistogram(name + "_histogram", "s", description, advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = buckets });

        public void Record(double seconds, KeyValuePair<string, object?>[] labels)
        {
            Sum.Record(seconds, labels);
            Histogram.Record(seconds, labels);
        }
    }
}
