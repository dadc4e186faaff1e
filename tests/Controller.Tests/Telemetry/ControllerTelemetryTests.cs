using System.Diagnostics.Metrics;
using Controller.Applications;
using Controller.Hosting;
using Controller.Objects;
using Controller.Observing;
using Controller.Pods;
using Controller.ScheduledSparkApplications;
using Controller.Telemetry;
using Kubernetes.Client.Connection;
using Kubernetes.Client.Queueing;
using Kubernetes.Client.Watching;
using Microsoft.Extensions.DependencyInjection;
using Shared.Contracts.Names;
using Shared.Contracts.SparkApplications;
using Shared.Hosting.Metrics;
using Testing.Time;

namespace Controller.Tests.Telemetry;

public sealed class ControllerTelemetryTests : IDisposable
{
    private readonly ServiceProvider _services = new ServiceCollection().AddMetrics().BuildServiceProvider();
    private readonly ManualTimeProvider _clock = new(A.Noon);
    private readonly IMeterFactory _meters;
    private readonly MetricsText _text;

    public ControllerTelemetryTests()
    {
        _meters = _services.GetRequiredService<IMeterFactory>();
        _text = new MetricsText(_meters, [ControllerMetrics.MeterName, RequestMetrics.MeterName]);
        _text.Start();
    }

    [Fact]
    public void Given_nothing_happened_Then_every_series_is_there_with_zero()
    {
        var telemetry = new ControllerTelemetry(_meters, new MetricsOptions { Labels = ["app-type"] }, _clock);
        _ = telemetry.Work.Of("sparkapplication", 3);
        telemetry.ShowZeros(_text);

        var page = _text.Write();

        page.Should().Contain("spark_application_count{app_type=\"Unknown\"} 0\n")
            .And.Contain("spark_application_start_latency_seconds_histogram_bucket{app_type=\"Unknown\",le=\"30\"} 0\n")
            .And.Contain("# TYPE spark_application_submit_latency_seconds summary\n").And.Contain("spark_application_submit_latency_seconds_sum{app_type=\"Unknown\"} 0\n")
            .And.NotContain("spark_application_submit_latency_seconds_bucket")
            .And.Contain("spark_operator_schedule_runs_started_total 0\n").And.Contain("spark_operator_connect_restarts_total 0\n")
            .And.Contain("spark_operator_connect_start_latency_seconds_bucket{le=\"30\"} 0\n")
            .And.Contain("controller_runtime_reconcile_total{controller=\"sparkapplication\",result=\"error\"} 0\n")
            .And.Contain("workqueue_work_duration_seconds_bucket{controller=\"sparkapplication\",name=\"sparkapplication\",le=\"1e-08\"} 0\n");
    }

    [Fact]
    public void Given_a_prefix_and_labels_Then_series_carry_them_as_charts_expect()
    {
        var metrics = new ControllerMetrics(_meters, new MetricsOptions { Prefix = "my-", Labels = ["team", "namespace"] });

        metrics.Moved(Observed("""{"team":"blue"}"""), A.Status(ApplicationState.Submitted), A.Noon);

        _text.Write().Should().Contain("my_spark_application_submit_count{namespace=\"spark\",team=\"blue\"} 1\n");
    }

    [Fact]
    public void Given_labels_without_end_Then_the_page_has_an_end()
    {
        var metrics = new ControllerMetrics(_meters, new MetricsOptions { Labels = ["team"] });
        for (var team = 0; team < 5000; team++)
            metrics.Moved(Observed($$"""{"team":"t{{team}}"}"""), A.Status(ApplicationState.Submitted), A.Noon);

        var lines = _text.Write().Split('\n');

        lines.Count(line => line.StartsWith("spark_application_submit_count{")).Should().Be(2000);
        lines.Should().Contain(line => line.StartsWith("metrics_series_dropped_total ") && !line.EndsWith(" 0"));
    }

    [Fact]
    public void Given_executors_that_change_Then_their_ends_are_counted_once()
    {
        var metrics = new ControllerMetrics(_meters);
        var executor = A.Driver() with { Role = SparkRoles.Executor, Phase = PodPhase.Running };

        metrics.Changed(null, executor with { Phase = PodPhase.Failed });
        metrics.Changed(executor, executor with { Phase = PodPhase.Succeeded });
        metrics.Changed(executor with { Phase = PodPhase.Succeeded }, executor with { Phase = PodPhase.Succeeded });
        metrics.Changed(executor, null);

        _text.Write().Should().Contain("spark_executor_success_count 1\n").And.Contain("spark_executor_failure_count 0\n", "what is there at the start was counted by whoever was there before");
    }

    [Fact]
    public void Given_a_replica_that_stands_by_Then_it_tells_of_no_applications()
    {
        var leads = false;
        _ = new ClusterGauges(_meters, MetricsOptions.Default, () => [In("RUNNING")], () => [], new StateAges(_clock), () => leads);

        _text.Write().Should().NotContain("\nspark_application_running_count ");
        leads = true;
        _text.Write().Should().Contain("spark_application_running_count 1\n").And.Contain("spark_application_state_count{state=\"RUNNING\"} 1\n")
            .And.Contain("spark_application_state_count{state=\"PENDING_RERUN\"} 0\n");
    }

    [Fact]
    public void Given_schedules_and_Connect_servers_Then_the_leader_tells_how_many_are_in_which_state()
    {
        var leads = false;
        _ = new KindGauges(_meters, () => [Schedule("Scheduled"), Schedule("Scheduled")], () => [], () => leads);

        _text.Write().Should().NotContain("spark_operator_schedule_state_count{");
        leads = true;
        _text.Write().Should().Contain("spark_operator_schedule_state_count{state=\"Scheduled\"} 2\n").And.Contain("spark_operator_schedule_state_count{state=\"FailedValidation\"} 0\n")
            .And.Contain("spark_operator_connect_state_count{state=\"Ready\"} 0\n").And.Contain("spark_operator_connect_state_count{state=\"NEW\"} 0\n");
    }

    [Fact]
    public void Given_an_application_that_stays_Then_the_age_of_its_state_grows_until_it_leaves()
    {
        var ages = new StateAges(_clock);
        var key = new ObjectKey("spark", "pi");
        ages.Changed(key, In("SUBMITTED"));
        ages.Changed(key, In("RUNNING"));
        _clock.Advance(TimeSpan.FromMinutes(3));
        ages.Changed(key, In("RUNNING"));

        ages.Oldest()[ApplicationState.Running].Should().Be(TimeSpan.FromMinutes(3));
        ages.Changed(key, In("COMPLETED"));
        ages.Oldest().Values.Should().OnlyContain(age => age == TimeSpan.Zero);
        ages.Oldest().Should().NotContainKey(ApplicationState.Completed);
    }

    [Fact]
    public async Task Given_work_Then_queue_and_reconciles_are_measured()
    {
        var work = new WorkMetrics(_meters).Of("sparkapplication", 2);
        using var queue = work.Observe(observer => new WorkQueue<ObjectKey>(key => key.Namespace, _clock, new Random(1), observer: observer));
        var key = new ObjectKey("a", "b");
        var outcomes = new Queue<Func<TimeSpan?>>([() => null, () => TimeSpan.FromSeconds(1), () => throw new ContendedException(key, 5), () => throw new InvalidOperationException("unforeseen")]);
        var measured = work.Measured((_, _) => Task.FromResult(outcomes.Dequeue()()), _clock);
        while (outcomes.Count > 0)
        {
            queue.Add(key);
            _ = await queue.TakeAsync(default);
            _clock.Advance(TimeSpan.FromSeconds(2));
            _text.Write().Should().Contain("workqueue_longest_running_processor_seconds{controller=\"sparkapplication\",name=\"sparkapplication\"} 2\n");
            _ = await Record.ExceptionAsync(() => measured(key, default));
            queue.Done(key);
        }

        _text.Write().Should()
            .Contain("controller_runtime_reconcile_total{controller=\"sparkapplication\",result=\"success\"} 1\n")
            .And.Contain("controller_runtime_reconcile_total{controller=\"sparkapplication\",result=\"requeue_after\"} 1\n")
            .And.Contain("controller_runtime_reconcile_total{controller=\"sparkapplication\",result=\"error\"} 2\n")
            .And.Contain("controller_runtime_reconcile_panics_total{controller=\"sparkapplication\"} 1\n")
            .And.Contain("controller_runtime_active_workers{controller=\"sparkapplication\"} 0\n")
            .And.Contain("workqueue_adds_total{controller=\"sparkapplication\",name=\"sparkapplication\"} 4\n")
            .And.Contain("workqueue_depth{controller=\"sparkapplication\",name=\"sparkapplication\",priority=\"0\"} 0\n");
    }

    public void Dispose()
    {
        _text.Dispose();
        _services.Dispose();
    }

    private static Observation Observed(string labels) => Observation.Of(
        ObjectProjection.Read<ApplicationRecord>(System.Text.Encoding.UTF8.GetBytes(
            $$"""{"metadata":{"namespace":"spark","name":"pi","uid":"{{A.Uid}}","resourceVersion":"1","generation":1,"labels":{{labels}} },"spec":{} }""")), [], isLive: false);

    private static ScheduleRecord Schedule(string state) => ObjectProjection.Read<ScheduleRecord>(System.Text.Encoding.UTF8.GetBytes(
        $$"""{"metadata":{"namespace":"spark","name":"often","uid":"{{A.Uid}}","resourceVersion":"1"},"status":{"scheduleState":"{{state}}"} }"""));

    private static ApplicationRecord In(string state) => ObjectProjection.Read<ApplicationRecord>(System.Text.Encoding.UTF8.GetBytes(
        $$"""{"metadata":{"namespace":"spark","name":"pi","uid":"{{A.Uid}}","resourceVersion":"1"},"status":{"driverInfo":{"podName":"x"},"applicationState":{"errorMessage":"e","state":"{{state}}"} } }"""));
}
