namespace Cli.Tests.Commands;

public sealed class UsageTests
{
    [Theory]
    [InlineData("")]
    [InlineData("lst")]
    [InlineData("list --bogus")]
    [InlineData("status")]
    [InlineData("wait a --timeout soon")]
    [InlineData("wait a --timeout -5s")]
    [InlineData("list -o pdf")]
    [InlineData("log a --executor first")]
    [InlineData("crds")]
    [InlineData("lint")]
    [InlineData("render a.yaml -f b.yaml")]
    [InlineData("diff a.yaml b.yaml")]
    [InlineData("convert")]
    [InlineData("top -o wide")]
    public async Task Given_a_command_line_that_cannot_be_read_When_run_Then_the_exit_code_is_2_and_no_cluster_is_asked(string commandLine)
    {
        var terminal = new Terminal();

        (await terminal.RunAsync(commandLine)).Should().Be(2);

        terminal.Choice.Should().BeNull();
        (terminal.Error.ToString() + terminal.Out).Should().NotBeEmpty().And.NotContain("   at ");
    }

    [Theory]
    [InlineData("90", 90)]
    [InlineData("90s", 90)]
    [InlineData("1.5m", 90)]
    [InlineData("2h", 7200)]
    public async Task Given_a_time_limit_When_it_passes_Then_waiting_ends_with_the_state_it_saw(string text, int seconds)
    {
        var terminal = new Terminal();
        terminal.Api.When("GET", Paths.SparkPi, Paths.Application("RUNNING")).When("GET", Paths.Applications, Paths.List(Paths.Application("RUNNING")));

        var run = terminal.RunAsync($"wait spark-pi --timeout {text}");
        _ = await terminal.Api.NextWatchAsync();
        terminal.Clock.Advance(TimeSpan.FromSeconds(seconds - 1));
        run.IsCompleted.Should().BeFalse();
        terminal.Clock.Advance(TimeSpan.FromSeconds(1));

        (await run).Should().Be(1);
        terminal.Error.ToString().Should().Contain("is still RUNNING after");
    }
}
