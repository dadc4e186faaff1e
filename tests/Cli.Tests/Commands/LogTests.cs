using System.Text;
using Kubernetes.Client.Requests;
using Testing.Kubernetes;
using Testing.Time;

namespace Cli.Tests.Commands;

public sealed class LogTests
{
    private static Terminal With(params string[] pods)
    {
        var terminal = new Terminal();
        terminal.Api.When("GET", Paths.SparkPi, Paths.Application("RUNNING")).When("GET", Paths.Pods, Paths.List(pods))
            .When(request => request.Path.EndsWith("/log", StringComparison.Ordinal), request => new ApiResponse(200, Encoding.UTF8.GetBytes($"{request.PathAndQuery}\nPi is roughly 3.14\n")));
        return terminal;
    }

    [Fact]
    public async Task Given_a_driver_with_a_side_container_When_its_log_is_asked_for_Then_Sparks_container_is_named()
    {
        var terminal = With(Paths.Pod("spark-pi-driver", "driver", "Running"));

        (await terminal.RunAsync("log spark-pi")).Should().Be(0);

        terminal.Out.ToString().Should().Be($"{Paths.Pods}/spark-pi-driver/log?container=spark-kubernetes-driver{Environment.NewLine}Pi is roughly 3.14{Environment.NewLine}");
    }

    [Fact]
    public async Task Given_an_executors_number_When_its_log_is_asked_for_Then_its_label_finds_it()
    {
        var terminal = With(Paths.Pod("a-exec-1", "executor", "Running", "1"), Paths.Pod("b-exec-2", "executor", "Running", "2"));

        (await terminal.RunAsync("log spark-pi --executor 2")).Should().Be(0);

        terminal.Out.ToString().Should().Contain("/b-exec-2/log?container=spark-kubernetes-executor");
    }

    [Fact]
    public async Task Given_no_such_executor_When_its_log_is_asked_for_Then_those_that_exist_are_told()
    {
        var terminal = With(Paths.Pod("a-exec-1", "executor", "Running", "1"));

        (await terminal.RunAsync("log spark-pi -e 7")).Should().Be(1);

        terminal.Error.ToString().Should().Contain("has no executor 7 pod (there are executor 1)");
    }

    [Fact]
    public async Task Given_a_container_that_has_not_started_When_followed_Then_it_is_asked_again()
    {
        var terminal = With(Paths.Pod("spark-pi-driver", "driver", "Pending"));
        var asked = 0;
        terminal.Api.When(request => request.Path == Paths.SparkPi, _ => FakeKubernetesApi.Ok(Paths.Application(asked < 3 ? "RUNNING" : "COMPLETED")))
            .When(request => request.Path.EndsWith("/log", StringComparison.Ordinal), request =>
            ++asked < 3 ? throw FakeKubernetesApi.Refusal(request, 400, "BadRequest", "container is waiting to start") : new ApiResponse(200, "hello\n"u8.ToArray()));

        var run = terminal.RunAsync("log spark-pi -f");
        await Eventually.True(terminal.Clock, TimeSpan.FromMilliseconds(500), () => run.IsCompleted);

        (await run).Should().Be(0);
        terminal.Out.ToString().Trim().Should().Be("hello");
        terminal.Api.Texts.Should().Contain(text => text.Contains("follow=true"));
    }
}
