using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Shared.Hosting.Metrics;

namespace Shared.Hosting.Tests;

public sealed class MetricsTextTests : IDisposable
{
    private readonly ServiceProvider _services = new ServiceCollection().AddMetrics().BuildServiceProvider();
    private readonly IMeterFactory _meters;
    private readonly MetricsText _text;

    public MetricsTextTests()
    {
        _meters = _services.GetRequiredService<IMeterFactory>();
        _text = new MetricsText(_meters, ["ours"]);
        _text.Start();
    }

    [Fact]
    public void Many_label_sets_and_the_same_ones_again_are_told_apart()
    {
        var counter = _meters.Create("ours").CreateCounter<long>("app_count");
        for (var round = 0; round < 2; round++)
        {
            for (var number = 0; number < 100; number++)
                counter.Add(number, new("a", number), new("b", "x"));
        }

        var lines = _text.Write().Split('\n');
        foreach (var number in Enumerable.Range(0, 100))
            lines.Should().Contain($"app_count{{a=\"{number}\",b=\"x\"}} {2 * number}");
    }

    [Fact]
    public void Counters_gauges_and_histograms_are_written_as_Prometheus_reads_them()
    {
        var meter = _meters.Create("ours");
        var counter = meter.CreateCounter<long>("app_count", null, "Applications.");
        var histogram = meter.CreateHistogram("app_seconds", null, "Time.", null, new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.5, 1] });
        meter.CreateObservableGauge("app_running", () => 3);
        counter.Add(0, new KeyValuePair<string, object?>("outcome", "failed"));
        counter.Add(2, new("outcome", "a\"b\\c\n"), new("kind", "x"));
        histogram.Record(0.7);
        histogram.Record(2);

        _text.Write().Should().StartWith("""
            # HELP app_count Applications.
            # TYPE app_count counter
            app_count{kind="x",outcome="a\"b\\c\n"} 2
            app_count{outcome="failed"} 0
            # HELP app_running 
            # TYPE app_running gauge
            app_running 3
            # HELP app_seconds Time.
            # TYPE app_seconds histogram
            app_seconds_bucket{le="0.5"} 0
            app_seconds_bucket{le="1"} 1
            app_seconds_bucket{le="+Inf"} 2
            app_seconds_sum 2.7
            app_seconds_count 2
            # HELP metrics_series_dropped_total
            """);
    }

    [Fact]
    public void Meters_of_others_are_not_heard()
    {
        using var foreign = new Meter("ours");
        foreign.CreateCounter<int>("foreign_total").Add(1);
        _meters.Create("theirs").CreateCounter<int>("theirs_total").Add(1);

        _text.Write().Should().NotContain("foreign_total").And.NotContain("theirs_total");
    }

    [Fact]
    public void A_label_that_explodes_is_cut_off_and_counted()
    {
        var counter = _meters.Create("ours").CreateCounter<int>("exploding_total");
        for (var index = 0; index < MetricFamily.MaximumSeries + 5; index++)
            counter.Add(1, new KeyValuePair<string, object?>("name", index));

        _text.Write().Should().Contain("metrics_series_dropped_total 5\n");
    }

    public void Dispose()
    {
        _text.Dispose();
        _services.Dispose();
    }
}
