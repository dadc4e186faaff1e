using ApplicationLoad.Measuring;

namespace ApplicationLoad.Tests;

public sealed class MeasuringTests
{
    [Theory]
    [InlineData(0, 1)]
    [InlineData(0.5, 50)]
    [InlineData(0.99, 99)]
    [InlineData(1, 100)]
    public void A_percentile_is_the_smallest_value_that_so_many_do_not_exceed(double share, double value) =>
        new Distribution(Enumerable.Range(1, 100).Reverse().Select(number => (double)number)).At(share).Should().Be(value);

    [Fact]
    public void Nothing_has_no_percentile()
    {
        new Distribution([]).At(0.5).Should().Be(double.NaN);
        new Distribution([]).Percentiles.Should().BeEmpty();
    }

    [Fact]
    public void Processor_time_is_read_behind_a_name_with_blanks_and_brackets() =>
        ProcessUsage.CpuSecondsFrom("4711 (a) b (c)) S 1 4711 4711 0 -1 4194304 100 0 0 0 250 50 0 0 20 0 9 0 100 1 1").Should().Be(3);

    [Fact]
    public void Memory_is_read_by_its_field() =>
        ProcessUsage.MegabytesFrom(["Name:\tx", "VmHWM:\t    2000 kB", "VmRSS:\t    1000 kB"], "VmRSS").Should().Be(1.024);

    [Fact]
    public void This_process_has_used_something()
    {
        var usage = ProcessUsage.Of(Environment.ProcessId);

        usage.ResidentMegabytes.Should().BePositive().And.BeLessThanOrEqualTo(usage.PeakResidentMegabytes);
        usage.Handles.Should().BePositive();
    }

    [Fact]
    public void The_depths_of_all_queues_are_added_up()
    {
        QueueDepth.From("# TYPE workqueue_depth gauge\nworkqueue_depth{name=\"a\",priority=\"0\"} 3\nworkqueue_depth{name=\"b\",priority=\"0\"} 4\nworkqueue_adds_total 9\n").Should().Be(7);
        QueueDepth.From("up 1\n").Should().BeNull();
    }

    [Theory]
    [InlineData(10, 15.0, false, true)]
    [InlineData(16, 15.0, false, false)]
    [InlineData(16, 15.0, true, true)]
    [InlineData(10, null, false, null)]
    public void A_goal_is_a_most_or_a_least(double value, double? goal, bool isAtLeast, bool? isMet) => new Measurement("m", value, "ms", goal, isAtLeast).IsMet.Should().Be(isMet);
}
