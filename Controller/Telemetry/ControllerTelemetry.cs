using System.Diagnostics.Metrics;
using Controller.Hosting;
using Controller.ScheduledSparkApplications;
using Controller.SparkConnects;
using Controller.Watching;
using Shared.Hosting.Metrics;
using Shared.Hosting.Policy;

namespace Controller.Telemetry;

/// <summary>All that one controller measures.</summary>
internal sealed class ControllerTelemetry
{
    private readonly IMeterFactory _meters;
    private readonly MetricsOptions _options;
    private readonly StateAges _ages;

    public ControllerTelemetry(IMeterFactory meters, MetricsOptions options, TimeProvider clock)
    {
        (_meters, _options) = (meters, options);
        _ages = new StateAges(clock);
        Labels = new SeriesLabels(options.Labels);
        Lives = new ControllerMetrics(meters, options);
        Work = new WorkMetrics(meters);
        Schedules = new ScheduleMetrics(meters);
        Connects = new ConnectMetrics(meters, options.StartLatencyBuckets);
        Policy = new PolicyMetrics(meters.Create(ControllerMetrics.MeterName), "spark_operator_policy_reads_total", "spark_operator_policy_outdated");
    }

    public SeriesLabels Labels { get; }

    public ControllerMetrics Lives { get; }

    public WorkMetrics Work { get; }

    public ScheduleMetrics Schedules { get; }

    public ConnectMetrics Connects { get; }

    public PolicyMetrics Policy { get; }

    /// <summary>Gauges look at what the watches bring, and executors are counted as they change.</summary>
    /// <param name="cluster">The watches.</param>
    /// <param name="leads">Whether this replica works.</param>
    public void Observe(WatchedCluster cluster, Func<bool> leads)
    {
        foreach (var cache in cluster.Caches)
        {
            cache.Applications.Subscribe(change => _ages.Changed(change.Key, change.New?.Value));
            cache.Pods.Subscribe(change =>
            {
                if (leads())
                    Lives.Changed(change.Old?.Value, change.New?.Value);
            });
        }

        _ = new ClusterGauges(_meters, _options, cluster.Applications, cluster.AllPods, _ages, leads);
        _ = new KindGauges(_meters, cluster.AllSchedules, cluster.AllConnects, leads);
    }

    /// <summary>The lease as existing dashboards know it.</summary>
    public void ShowLease(string lease, Func<bool> leads) => _ = _meters.Create(ControllerMetrics.MeterName).CreateObservableGauge(
        "leader_election_master_status", () => new Measurement<int>(leads() ? 1 : 0, new KeyValuePair<string, object?>("name", lease)), null, "Whether this replica leads.");

    public void ShowZeros(MetricsText text)
    {
        Lives.ShowZeros(text);
        Work.ShowZeros(text);
        Connects.ShowZeros(text);
    }
}
