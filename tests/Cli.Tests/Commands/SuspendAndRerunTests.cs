using System.Text;
using System.Text.Json.Nodes;
using Kubernetes.Client.Requests;
using Testing.Kubernetes;

namespace Cli.Tests.Commands;

public sealed class SuspendAndRerunTests
{
    private static Terminal With(string state)
    {
        var terminal = new Terminal();
        terminal.Api.When("GET", Paths.SparkPi, Paths.Application(state)).When("PATCH", Paths.SparkPi, "{}")
            .When("GET", Paths.Applications, Paths.List(Paths.Application(state))).When("POST", Paths.Applications, "{}");
        return terminal;
    }

    private static JsonObject BodyOf(ApiRequest request) => JsonNode.Parse(Encoding.UTF8.GetString(request.Body.Span))!.AsObject();

    [Fact]
    public async Task Given_a_running_application_When_suspended_Then_that_field_alone_is_patched()
    {
        var terminal = With("RUNNING");

        (await terminal.RunAsync("suspend spark-pi")).Should().Be(0);

        BodyOf(terminal.Api.Requests[^1]).ToJsonString().Should().Be("""{"spec":{"suspend":true}}""");
        terminal.Out.ToString().Trim().Should().Be("sparkapplication.sparkoperator.k8s.io/spark-pi suspended");
    }

    [Fact]
    public async Task Given_an_application_that_is_not_suspended_When_resumed_Then_nothing_is_written()
    {
        var terminal = With("RUNNING");

        (await terminal.RunAsync("resume spark-pi")).Should().Be(0);

        terminal.Api.Requests.Should().OnlyContain(request => request.Method == "GET");
        terminal.Out.ToString().Should().Contain("unchanged");
    }

    [Theory]
    [InlineData("suspend")]
    [InlineData("resume")]
    public async Task Given_an_application_that_has_ended_When_suspended_or_resumed_Then_the_way_to_run_it_again_is_told(string verb)
    {
        var terminal = With("COMPLETED");

        (await terminal.RunAsync($"{verb} spark-pi")).Should().Be(1);

        terminal.Error.ToString().Should().Contain("is COMPLETED").And.Contain("'sparkctl rerun spark-pi'");
    }

    [Fact]
    public async Task Given_wait_When_suspended_Then_it_returns_when_the_state_is_reached()
    {
        var terminal = With("RUNNING");

        var run = terminal.RunAsync("suspend spark-pi --wait");
        var watch = await terminal.Api.NextWatchAsync();
        watch.Send("MODIFIED", Paths.Application("SUSPENDING")).Send("MODIFIED", Paths.Application("SUSPENDED"));

        (await run).Should().Be(0);
        terminal.Out.ToString().Should().Contain("spark-pi SUSPENDED");
    }

    [Fact]
    public async Task Given_an_application_that_has_ended_When_rerun_Then_it_is_deleted_by_its_UID_and_created_bare()
    {
        var terminal = With("FAILED");
        var deleted = false;
        terminal.Api.When(request => request.Method == "DELETE", _ =>
            {
                deleted = true;
                return FakeKubernetesApi.Ok("{}");
            })
            .When(request => request.Method == "GET" && request.Path == Paths.SparkPi, request =>
                deleted ? throw FakeKubernetesApi.Refusal(request, 404, "NotFound") : FakeKubernetesApi.Ok(Paths.Application("FAILED")));

        (await terminal.RunAsync("rerun spark-pi")).Should().Be(0, terminal.Error.ToString());

        BodyOf(terminal.Api.Requests.Single(request => request.Method == "DELETE"))["preconditions"]!["uid"]!.GetValue<string>().Should().Be("u1");
        BodyOf(terminal.Api.Requests.Single(request => request.Method == "POST")).ToJsonString().Should().Be(
            """{"apiVersion":"sparkoperator.k8s.io/v1beta2","kind":"SparkApplication","metadata":{"name":"spark-pi","namespace":"default"},"spec":{"type":"Scala"}}""");
    }

    [Fact]
    public async Task Given_a_creation_that_is_refused_When_rerun_Then_the_manifest_is_not_lost()
    {
        var terminal = With("FAILED");
        var deleted = false;
        terminal.Api.When(request => request.Method == "DELETE", _ =>
            {
                deleted = true;
                return FakeKubernetesApi.Ok("{}");
            })
            .When(request => request.Method == "GET" && request.Path == Paths.SparkPi, request =>
                deleted ? throw FakeKubernetesApi.Refusal(request, 404, "NotFound") : FakeKubernetesApi.Ok(Paths.Application("FAILED")))
            .WhenRefused("POST", Paths.Applications, 403, "Forbidden", "exceeded quota");

        (await terminal.RunAsync("rerun spark-pi")).Should().Be(1);

        terminal.Out.ToString().Should().Contain("name: spark-pi");
        terminal.Error.ToString().Should().Contain("exceeded quota").And.Contain("its manifest is on standard output");
    }

    [Fact]
    public async Task Given_a_running_application_When_rerun_Then_it_is_left_alone_unless_forced_or_copied()
    {
        var (refused, copied) = (With("RUNNING"), With("RUNNING"));

        (await refused.RunAsync("rerun spark-pi")).Should().Be(1);
        (await copied.RunAsync("rerun spark-pi --as second")).Should().Be(0);

        refused.Api.Requests.Should().OnlyContain(request => request.Method == "GET");
        refused.Error.ToString().Should().Contain("--force stops it first");
        BodyOf(copied.Api.Requests.Single(request => request.Method == "POST"))["metadata"]!["name"]!.GetValue<string>().Should().Be("second");
        copied.Api.Requests.Should().NotContain(request => request.Method == "DELETE");
    }
}
