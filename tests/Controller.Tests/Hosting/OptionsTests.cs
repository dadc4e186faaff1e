using Controller.Hosting;
using Shared.Hosting;
using Shared.Hosting.Options;

namespace Controller.Tests.Hosting;

public sealed class OptionsTests
{
    [Theory]
    [InlineData("10s", 10_000)]
    [InlineData("1m30s", 90_000)]
    [InlineData("500ms", 500)]
    [InlineData("1.5h", 5_400_000)]
    [InlineData("0", 0)]
    public void Given_a_duration_as_charts_write_it_Then_it_is_read(string text, double milliseconds) =>
        Duration.Parse(text).Should().Be(TimeSpan.FromMilliseconds(milliseconds));

    [Theory]
    [InlineData("10")]
    [InlineData("")]
    [InlineData("s")]
    [InlineData("-5s")]
    [InlineData("10s ")]
    [InlineData("99999999999h")]
    public void Given_no_duration_Then_it_is_not_guessed(string text) => Duration.Parse(text).Should().BeNull();

    [Fact]
    public void Given_no_options_Then_the_defaults_hold()
    {
        var options = From();

        options.Namespaces.IsAll.Should().BeTrue();
        options.Workers.Should().Be(10);
        options.Lease.Should().BeNull("outside of a pod nobody else leads");
        options.Rules.DriverGrace.Should().Be(TimeSpan.FromSeconds(10));
        options.Rules.DefaultTimeToLive.Should().BeNull();
        From(runsInPod: true).Lease.Should().NotBeNull();
        From(runsInPod: true, "--leader-election=false").Lease.Should().BeNull();
    }

    [Fact]
    public void Given_the_flags_of_an_existing_chart_Then_they_mean_the_same()
    {
        var options = From(
            false, "--namespaces", "a, b", "--controller-threads=3", "--leader-election", "--leader-election-lock-name=lock", "--leader-election-lock-namespace=ops",
            "--driver-pod-creation-grace-period=1m", "--default-time-to-live-seconds=60", "--max-tracked-executor-per-app=5", "--kube-api-qps=20", "--kube-api-burst=30");

        options.Namespaces.Names.Should().Equal("a", "b");
        options.Workers.Should().Be(3);
        (options.Lease!.Name, options.Lease.Namespace).Should().Be(("lock", "ops"));
        options.Rules.DriverGrace.Should().Be(TimeSpan.FromMinutes(1));
        options.Rules.DefaultTimeToLive.Should().Be(TimeSpan.FromSeconds(60));
        options.Rules.MaxTrackedExecutors.Should().Be(5);
        (options.Client.RequestsPerSecond, options.Client.Burst).Should().Be((20, 30));
    }

    [Theory]
    [InlineData("--leader-election-lease-duration=5s")]
    [InlineData("--leader-election-renew-deadline=soon")]
    [InlineData("--controller-threads=0")]
    [InlineData("--metrics-listen=8080")]
    public void Given_a_value_that_cannot_work_Then_one_sentence_names_the_option(string argument) =>
        FluentActions.Invoking(() => From(false, "--leader-election", argument)).Should().Throw<UsageException>().WithMessage($"*{argument.Split('=')[0]}*");

    [Theory]
    [InlineData(null, null, true)]
    [InlineData("", null, true)]
    [InlineData("\"\"", null, true)]
    [InlineData("a,,b", null, true)]
    [InlineData("a", null, false)]
    [InlineData(null, "team=a", false)]
    [InlineData("", "team=a", false)]
    [InlineData("\"\"", "team=a", true)]
    public void Given_namespaces_as_charts_write_them_Then_an_empty_name_means_all(string? names, string? selector, bool all) =>
        From(false, [.. names is null ? [] : new[] { $"--namespaces={names}" }, .. selector is null ? [] : new[] { $"--namespace-selector={selector}" }])
            .Namespaces.IsAll.Should().Be(all);

    [Fact]
    public void Given_all_arguments_of_an_existing_chart_Then_it_starts_and_says_what_does_not_count()
    {
        var options = From(
            true, "controller", "start", "--zap-log-level=info", "--zap-encoder=console", "--namespaces=default", "--controller-threads=10", "--enable-ui-service=true",
            "--enable-batch-scheduler=true", "--kube-scheduler-names=a,b", "--default-batch-scheduler=b", "--enable-metrics=true", "--metrics-bind-address=:8080",
            "--metrics-endpoint=/metrics", "--metrics-prefix=", "--metrics-labels=app_type", "--metrics-job-submit-latency-buckets=0.5,1", "--metrics-job-start-latency-buckets=30,60",
            "--leader-election=true", "--pprof-bind-address=:6060", "--workqueue-ratelimiter-bucket-qps=50", "--workqueue-ratelimiter-bucket-size=500",
            "--workqueue-ratelimiter-max-delay=6h", "--max-tracked-executor-per-app=1000", "--kube-api-qps=20", "--kube-api-burst=30",
            "--scheduled-spark-application-timestamp-precision=nanos", "--feature-gates=PartialRestart=false,LoadSparkDefaults=true,RestSubmitter=false,DefaultTimeToLive=false");

        options.MetricsListen!.EndPoint.ToString().Should().Be("[::]:8080");
        options.HealthListen!.EndPoint.Port.Should().Be(8081, "charts probe it without naming it");
        options.Metrics.Should().BeEquivalentTo(new MetricsOptions { Labels = ["app_type"], SubmitLatencyBuckets = [0.5, 1], StartLatencyBuckets = [30, 60] });
        options.Submission.Should().BeEquivalentTo(new { BatchSchedulers = true, DefaultBatchScheduler = "b", KubeSchedulerNames = new[] { "a", "b" }, LoadSparkDefaults = true });
        options.Notes.Should().Contain(note => note.StartsWith("--pprof-bind-address has no effect")).And.Contain(note => note.StartsWith("--kube-api-qps 20 is kept"));
    }

    [Theory]
    [InlineData("--feature-gates=PartialRestrat=true", "did you mean 'PartialRestart'?")]
    [InlineData("--feature-gates=PartialRestart=maybe", "is not NAME=true or NAME=false")]
    [InlineData("--default-batch-scheduler=nope", "use volcano, yunikorn")]
    [InlineData("--metrics-bind-address=8080", "write :8080")]
    [InlineData("--metrics-job-start-latency-buckets=1,x", "growing numbers")]
    [InlineData("--metric-tls-min-version=VersionTLS10", "neither VersionTLS12 nor VersionTLS13")]
    [InlineData("--namespace-selectr=a", "did you mean '--namespace-selector'?")]
    public void Given_what_cannot_be_meant_Then_the_start_stops_with_a_suggestion(string argument, string expected) =>
        FluentActions.Invoking(() => From(false, "--enable-batch-scheduler", argument)).Should().Throw<UsageException>().WithMessage($"*{expected}*");

    [Fact]
    public void Given_the_feature_of_a_default_time_to_live_is_off_Then_the_option_does_not_count_and_a_note_tells()
    {
        var options = From(false, "--default-time-to-live-seconds=60", "--feature-gates=DefaultTimeToLive=false");

        options.Rules.DefaultTimeToLive.Should().BeNull();
        options.Notes.Should().ContainSingle().Which.Should().Contain("DefaultTimeToLive");
    }

    private static ControllerOptions From(bool runsInPod = false, params string[] arguments) => ControllerOptions.From(
        CommandLine.Parse("Controller", ControllerCommand.Options, arguments, new Dictionary<string, string>()), "me", runsInPod);
}
