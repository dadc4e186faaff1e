using Testing.Kubernetes;
using Testing.Time;

namespace Cli.Tests.Live;

public sealed class WaitAndWatchTests
{
    private static Terminal With(string state)
    {
        var terminal = new Terminal();
        terminal.Api.When("GET", Paths.SparkPi, Paths.Application(state)).When("GET", Paths.Applications, Paths.List(Paths.Application(state)))
            .When("GET", Paths.Pods, Paths.Empty).When("GET", Paths.Events, Paths.Empty);
        return terminal;
    }

    private static async Task<Dictionary<string, FakeWatch>> WatchesAsync(Terminal terminal, int count)
    {
        var watches = new Dictionary<string, FakeWatch>();
        while (watches.Count < count)
        {
            var watch = await terminal.Api.NextWatchAsync();
            watches[watch.Request.Path] = watch;
        }

        return watches;
    }

    [Theory]
    [InlineData("COMPLETED", 0)]
    [InlineData("FAILED", 1)]
    public async Task Given_an_application_that_has_ended_When_waited_for_Then_the_exit_code_is_its_own(string state, int expected)
    {
        var terminal = With(state);

        (await terminal.RunAsync("wait spark-pi")).Should().Be(expected);

        terminal.Out.ToString().Should().Be($"sparkapplication.sparkoperator.k8s.io/spark-pi {state}{Environment.NewLine}");
    }

    [Theory]
    [InlineData("wait spark-pi", 42, "spark-pi", 42)]
    [InlineData("rerun spark-pi --as again --wait", 42, "again", 42)]
    [InlineData("wait spark-pi", 0, "spark-pi", 1)]
    [InlineData("wait spark-pi", 42, "another", 1)]
    public async Task Given_a_failed_application_When_waited_for_Then_the_exit_code_is_that_of_its_driver_if_there_is_one(string commandLine, int driver, string owner, int expected)
    {
        var terminal = With("FAILED");
        terminal.Api.When("GET", $"{Paths.Pods}/spark-pi-driver", Driver(driver, owner))
            .When("POST", Paths.Applications, Paths.Application(""))
            .When("GET", $"{Paths.Applications}/again", Paths.Application("FAILED").Replace("\"name\":\"spark-pi\"", "\"name\":\"again\"", StringComparison.Ordinal));
        if (owner == "again")
            terminal.Api.When("GET", Paths.Applications, Paths.List(Paths.Application("FAILED").Replace("\"name\":\"spark-pi\"", "\"name\":\"again\"", StringComparison.Ordinal)));

        (await terminal.RunAsync(commandLine)).Should().Be(expected, terminal.Error.ToString());

        static string Driver(int code, string owner) => $$"""
            {"metadata":{"name":"spark-pi-driver","labels":{"sparkoperator.k8s.io/app-name":"{{owner}}"} },"spec":{"containers":[{"name":"spark-kubernetes-driver"}]},
             "status":{"phase":"Failed","containerStatuses":[{"name":"spark-kubernetes-driver","state":{"terminated":{"exitCode":{{code}} } } }]} }
            """;
    }

    [Fact]
    public async Task Given_a_user_who_may_not_read_pods_When_a_failed_application_is_waited_for_Then_the_exit_code_is_1()
    {
        var terminal = With("FAILED");
        terminal.Api.WhenRefused("GET", $"{Paths.Pods}/spark-pi-driver", 403, "Forbidden");

        (await terminal.RunAsync("wait spark-pi")).Should().Be(1);
    }

    [Fact]
    public async Task Given_a_terminal_When_waiting_Then_one_line_shows_how_far_it_is_and_is_gone_at_the_end()
    {
        var terminal = new Terminal { IsWatched = true };
        terminal.Api.When("GET", Paths.SparkPi, Paths.Application("RUNNING")).When("GET", Paths.Applications, Paths.List(Paths.Application("RUNNING")));

        var run = terminal.RunAsync("wait spark-pi");
        (await terminal.Api.NextWatchAsync()).Send("MODIFIED", Paths.Application("COMPLETED"));

        (await run).Should().Be(0);
        terminal.Error.ToString().Should().Be("\r\e[Kspark-pi RUNNING, 0 executor(s), attempt 1, 0 s\r\e[Kspark-pi COMPLETED, 0 executor(s), attempt 1, 0 s\r\e[K");
    }

    [Fact]
    public async Task Given_a_running_application_When_it_fails_Then_waiting_ends_with_its_error()
    {
        var terminal = With("RUNNING");

        var run = terminal.RunAsync("wait spark-pi");
        (await terminal.Api.NextWatchAsync()).Send("MODIFIED", Paths.Application("FAILING")).Send("MODIFIED", Paths.Application("FAILED", more: ",\"errorMessage\":\"exit code 1\""));

        (await run).Should().Be(1);
        terminal.Out.ToString().Should().Contain("FAILED: exit code 1");
    }

    [Fact]
    public async Task Given_a_watch_that_ends_or_is_refused_When_waiting_Then_it_is_taken_up_again()
    {
        var terminal = With("RUNNING");

        var run = terminal.RunAsync("wait spark-pi");
        (await terminal.Api.NextWatchAsync()).End();
        await Eventually.True(terminal.Clock, TimeSpan.FromMilliseconds(500), () => terminal.Api.Texts.Count(text => text.Contains("watch=true", StringComparison.Ordinal)) == 2);
        (await terminal.Api.NextWatchAsync()).Send("ERROR", """{"code":410,"reason":"Expired"}""");
        await Eventually.True(terminal.Clock, TimeSpan.FromMilliseconds(500), () => terminal.Api.Texts.Count(text => text.Contains("watch=true", StringComparison.Ordinal)) == 3);
        (await terminal.Api.NextWatchAsync()).Send("MODIFIED", Paths.Application("COMPLETED"));

        (await run).Should().Be(0);
    }

    [Fact]
    public async Task Given_an_application_that_is_deleted_When_waited_for_Then_that_is_told()
    {
        var terminal = With("RUNNING");

        var run = terminal.RunAsync("wait spark-pi");
        (await terminal.Api.NextWatchAsync()).Send("DELETED", Paths.Application("RUNNING"));

        (await run).Should().Be(1);
        terminal.Error.ToString().Should().Contain("was deleted before it ended");
    }

    [Fact]
    public async Task Given_an_interrupt_When_waiting_Then_it_ends_at_once_and_silently()
    {
        var terminal = With("RUNNING");
        using var interrupt = new CancellationTokenSource();

        var run = terminal.RunAsync("wait spark-pi", interrupt.Token);
        _ = await terminal.Api.NextWatchAsync();
        await interrupt.CancelAsync();

        (await run).Should().Be(130);
        terminal.Error.ToString().Should().BeEmpty();
    }

    [Fact]
    public async Task Given_a_run_from_begin_to_end_When_watched_Then_every_change_is_one_line_and_the_last_events_are_heard()
    {
        var terminal = With("");

        var run = terminal.RunAsync("watch spark-pi");
        var watches = await WatchesAsync(terminal, 3);
        async Task Show(string path, string json, string line)
        {
            watches[path].Send("MODIFIED", json).Send("MODIFIED", json);
            await Eventually.True(() => terminal.Out.ToString().Contains(line, StringComparison.Ordinal), what: line);
        }

        await Show(Paths.Applications, Paths.Application("SUBMITTED"), "application   SUBMITTED");
        await Show(Paths.Pods, Paths.Pod("spark-pi-driver", "driver", "Running"), "driver        spark-pi-driver Running on node-1");
        terminal.Clock.Advance(TimeSpan.FromSeconds(2.5));
        await Show(Paths.Pods, Paths.Pod("x-exec-1", "executor", "Pending", "1"), "  2.5s  executor 1    x-exec-1 Pending");
        await Show(Paths.Applications, Paths.Application("COMPLETED"), "application   COMPLETED");
        watches[Paths.Events].Send("ADDED", """{"metadata":{"uid":"e0"},"type":"Normal","reason":"OfAnotherLife","involvedObject":{"uid":"u0"}}""");
        await Show(Paths.Events, """{"metadata":{"uid":"e1"},"type":"Normal","reason":"SparkApplicationCompleted","message":"done"}""", "event         SparkApplicationCompleted: done");
        terminal.Clock.Advance(TimeSpan.FromSeconds(1));

        (await run).Should().Be(0);
        terminal.Out.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Should().HaveCount(6).And.OnlyHaveUniqueItems().And.Subject.First().Should().Be("   0.0s  application   NEW");
    }

    [Fact]
    public async Task Given_a_cluster_that_refuses_the_watch_When_watched_Then_the_refusal_is_told_and_nothing_hangs()
    {
        var terminal = With("RUNNING");
        terminal.Api.WhenRefused("GET", Paths.Pods, 403, "Forbidden", "pods is forbidden");

        (await terminal.RunAsync("watch spark-pi")).Should().Be(1);

        terminal.Error.ToString().Should().Contain("the cluster refused (403): pods is forbidden");
    }

    [Fact]
    public async Task Given_follow_When_events_are_asked_for_Then_each_comes_as_it_happens_and_those_of_others_do_not()
    {
        var terminal = new Terminal();
        terminal.Api.When("GET", Paths.SparkPi, Paths.Application("RUNNING")).When("GET", Paths.Events, Paths.List(Event("e1", "SparkDriverRunning", 1, "u1"), Event("e0", "SparkApplicationSubmitted", 1, "u1").Replace("11:59:30", "11:59:10", StringComparison.Ordinal)));
        using var stop = new CancellationTokenSource();

        var run = terminal.RunAsync("event spark-pi -f", stop.Token);
        var watch = await terminal.Api.NextWatchAsync();
        watch.Send("ADDED", Event("e2", "OfAnotherLife", 1, "u0")).Send("MODIFIED", Event("e1", "SparkDriverRunning", 1, "u1")).Send("MODIFIED", Event("e1", "SparkDriverRunning", 2, "u1"));
        await Eventually.True(terminal.Clock, TimeSpan.FromMilliseconds(100), () => terminal.Out.ToString().Contains("(x2)", StringComparison.Ordinal));
        await stop.CancelAsync();

        (await run).Should().Be(130);
        terminal.Out.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[2]).Should().Equal("REASON", "SparkApplicationSubmitted", "SparkDriverRunning", "SparkDriverRunning");

        static string Event(string uid, string reason, int count, string about) =>
            $$"""{"metadata":{"name":"{{uid}}","uid":"{{uid}}"},"type":"Normal","reason":"{{reason}}","message":"it happened","count":{{count}},"lastTimestamp":"2026-03-01T11:59:30Z","involvedObject":{"uid":"{{about}}"} }""";
    }
}
