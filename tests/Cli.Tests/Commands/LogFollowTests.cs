using System.Text;
using Kubernetes.Client.Connection;
using Kubernetes.Client.Requests;
using Testing.Kubernetes;
using Testing.Time;

namespace Cli.Tests.Commands;

public sealed class LogFollowTests
{
    private const string Log = $"{Paths.Pods}/spark-pi-driver/log";

    [Fact]
    public async Task Given_a_log_that_is_cut_When_followed_Then_it_goes_on_without_a_line_lost_or_doubled()
    {
        var terminal = new Terminal();
        var (asked, isOver) = (0, false);
        terminal.Api.When("GET", Paths.Pods, Paths.List(Paths.Pod("spark-pi-driver", "driver", "Running")))
            .When(request => request.Path == Paths.SparkPi, _ => FakeKubernetesApi.Ok(Paths.Application(isOver ? "COMPLETED" : "RUNNING")))
            .When(request => request.Path == $"{Paths.Pods}/spark-pi-driver", _ => FakeKubernetesApi.Ok(Paths.Pod("spark-pi-driver", "driver", isOver ? "Succeeded" : "Running")))
            .When(request => request.Path == Log, request =>
            {
                asked++;
                if (asked == 2)
                    throw new ApiTransportException(request, TransportFault.Broken, "the connection was cut", null);
                isOver = asked == 3;
                return new ApiResponse(200, Encoding.UTF8.GetBytes(asked == 1
                    ? "2026-03-01T12:00:00.1Z one\n2026-03-01T12:00:00.2Z two\n2026-03-01T12:00:00.2Z two again\n"
                    : "2026-03-01T12:00:00.1Z one\n2026-03-01T12:00:00.2Z two\n2026-03-01T12:00:00.2Z two again\n2026-03-01T12:00:00.2Z two once more\n2026-03-01T12:00:01Z three\n"));
            });

        var run = terminal.RunAsync("log spark-pi -f");
        await Eventually.True(terminal.Clock, TimeSpan.FromMilliseconds(500), () => run.IsCompleted);

        (await run).Should().Be(0, terminal.Error.ToString());
        terminal.Out.ToString().ReplaceLineEndings("\n").Should().Be("one\ntwo\ntwo again\ntwo once more\nthree\n");
        terminal.Error.ToString().Should().Be(string.Concat(Enumerable.Repeat($"sparkctl: the log of pod 'spark-pi-driver' was cut; reading on{Environment.NewLine}", 1)));
    }

    [Fact]
    public async Task Given_a_retried_application_When_followed_Then_the_next_attempts_driver_is_followed_too()
    {
        var terminal = new Terminal();
        var logs = 0;
        terminal.Api.When(request => request.Path == Paths.SparkPi, _ => FakeKubernetesApi.Ok(Paths.Application(logs < 2 ? "RUNNING" : "COMPLETED")))
            .When(request => request.Path == Paths.Pods, _ => FakeKubernetesApi.Ok(Paths.List(Driver(logs == 0 ? "first" : "second"))))
            .When(request => request.Path == $"{Paths.Pods}/spark-pi-driver", _ => FakeKubernetesApi.Ok(Driver("first", "Failed")))
            .When(request => request.Path == Log, _ => new ApiResponse(200, Encoding.UTF8.GetBytes($"2026-03-01T12:00:0{++logs}Z attempt {logs}\n")));

        var run = terminal.RunAsync("log spark-pi -f");
        await Eventually.True(terminal.Clock, TimeSpan.FromMilliseconds(500), () => run.IsCompleted);

        (await run).Should().Be(0, terminal.Error.ToString());
        terminal.Out.ToString().ReplaceLineEndings("\n").Should().Be("attempt 1\nattempt 2\n");
        terminal.Error.ToString().Should().Contain("runs again in pod 'spark-pi-driver'");

        static string Driver(string uid, string phase = "Running") =>
            Paths.Pod("spark-pi-driver", "driver", phase).Replace("\"uid\":\"spark-pi-driver\"", $"\"uid\":\"{uid}\"", StringComparison.Ordinal);
    }

    [Fact]
    public async Task Given_all_pods_When_their_logs_are_asked_for_Then_each_line_names_its_role()
    {
        var terminal = new Terminal();
        terminal.Api.When("GET", Paths.SparkPi, Paths.Application("RUNNING"))
            .When("GET", Paths.Pods, Paths.List(Paths.Pod("x-exec-1", "executor", "Running", "1"), Paths.Pod("spark-pi-driver", "driver", "Running")))
            .When(request => request.Path.EndsWith("/log", StringComparison.Ordinal), request => new ApiResponse(200, Encoding.UTF8.GetBytes($"{request.Path.Split('/')[^2]}\n")));

        (await terminal.RunAsync("log spark-pi --all --tail 5")).Should().Be(0);

        terminal.Out.ToString().ReplaceLineEndings("\n").Should().Be("[driver] spark-pi-driver\n[executor 1] x-exec-1\n");
        terminal.Api.Texts.Where(text => text.Contains("/log", StringComparison.Ordinal)).Should().OnlyContain(text => text.Contains("tailLines=5"));
    }
}
