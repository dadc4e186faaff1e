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

        options.Namespaces.Should().BeEmpty();
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

        options.Namespaces.Should().Equal("a", "b");
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

    private static ControllerOptions From(bool runsInPod = false, params string[] arguments) => ControllerOptions.From(
        CommandLine.Parse("Controller", ControllerCommand.Options, arguments, new Dictionary<string, string>()), "me", runsInPod);
}
