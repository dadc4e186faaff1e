using System.Text.Json.Nodes;

namespace Cli.Tests.Commands;

public sealed class ReadingTests
{
    [Fact]
    public async Task Given_applications_When_listed_Then_each_has_a_line_and_a_broken_one_hides_no_other()
    {
        var terminal = new Terminal();
        terminal.Api.When("GET", Paths.Applications, Paths.List(
            Paths.Application("RUNNING"),
            """{"metadata":{"name":"broken"},"spec":{"driver":{"cores":"two"}}}""",
            """{"metadata":{"name":"fresh","creationTimestamp":"2026-03-01T11:59:55Z"}}"""));

        (await terminal.RunAsync("list")).Should().Be(0);

        terminal.Out.ToString().Should().Be("""
            NAME       STATE        ATTEMPTS   SUBMITTED   FINISHED   AGE
            spark-pi   RUNNING      1          60s         N.A.       2m
            broken     unreadable   0          N.A.        N.A.       N.A.
            fresh      NEW          0          N.A.        N.A.       5s

            """);
    }

    [Fact]
    public async Task Given_a_long_list_When_listed_Then_all_pages_are_read()
    {
        var terminal = new Terminal();
        terminal.Api.When(request => request.Path == Paths.Applications, request => Testing.Kubernetes.FakeKubernetesApi.Ok(
            request.PathAndQuery.Contains("continue=", StringComparison.Ordinal)
                ? Paths.List(Paths.Application("FAILED", "second"))
                : $$"""{"metadata":{"continue":"more"},"items":[{{Paths.Application("FAILED", "first")}}]}"""));

        await terminal.RunAsync("list -o name");

        terminal.Out.ToString().Should().Contain("/first").And.Contain("/second");
    }

    [Fact]
    public async Task Given_no_application_When_listed_Then_the_namespace_is_told_on_the_error_stream()
    {
        var terminal = new Terminal();
        terminal.Api.When("GET", Paths.Applications, Paths.Empty);

        (await terminal.RunAsync("list")).Should().Be(0);

        terminal.Out.ToString().Should().BeEmpty();
        terminal.Error.ToString().Should().Contain("namespace 'default'");
    }

    [Fact]
    public async Task Given_all_namespaces_and_JSON_When_listed_Then_the_objects_come_as_they_are()
    {
        var terminal = new Terminal();
        terminal.Api.When("GET", "/apis/sparkoperator.k8s.io/v1beta2/sparkapplications", Paths.List(Paths.Application("RUNNING")));

        await terminal.RunAsync("list -A -o json");

        JsonNode.DeepEquals(JsonNode.Parse(terminal.Out.ToString())!["items"]![0], JsonNode.Parse(Paths.Application("RUNNING"))).Should().BeTrue();
    }

    [Fact]
    public async Task Given_a_failed_application_When_its_status_is_shown_Then_error_pods_and_own_events_are_there()
    {
        var terminal = new Terminal();
        terminal.Api.When("GET", Paths.SparkPi, Paths.Application("FAILED", more: ",\"errorMessage\":\"driver container failed\""))
            .When("GET", Paths.Pods, Paths.List(Paths.Pod("spark-pi-driver", "driver", "Failed"), Paths.Pod("x-exec-1", "executor", "Running", "1")))
            .When("GET", Paths.Events, Paths.List(
                """{"type":"Warning","reason":"SparkDriverFailed","message":"it failed","count":2,"lastTimestamp":"2026-03-01T11:59:30Z","involvedObject":{"uid":"u1"}}""",
                """{"type":"Normal","reason":"OfAnotherLife","involvedObject":{"uid":"u0"}}"""));

        (await terminal.RunAsync("status spark-pi")).Should().Be(0);

        terminal.Out.ToString().Should().Be("""
            Name:        spark-pi
            Namespace:   default
            State:       FAILED
            Error:       driver container failed
            Submitted:   2026-03-01T11:59:00Z (60s ago)
            Attempts:    1 submitted, 1 run

            Pods
            ROLE         NAME              STATE     NODE     AGE
            driver       spark-pi-driver   Failed    node-1   N.A.
            executor 1   x-exec-1          Running   node-1   N.A.

            Events
            TYPE      AGE   REASON              MESSAGE
            Warning   30s   SparkDriverFailed   it failed (x2)

            """);
    }

    [Theory]
    [InlineData("", "NEW (no controller has looked at it yet)")]
    [InlineData(""","status":{"driverInfo":{},"diagnosis":{"message":"a predecessor is still there"} }""", "NEW")]
    [InlineData(""","status":{"driverInfo":{},"applicationState":{"state":"HIBERNATING"} }""", "HIBERNATING")]
    public async Task Given_an_application_that_did_not_start_When_its_status_is_shown_Then_it_says_whether_a_controller_saw_it(string status, string state)
    {
        var terminal = new Terminal();
        terminal.Api.When("GET", Paths.SparkPi, $$"""{"metadata":{"name":"spark-pi"}{{status}} }""")
            .When("GET", Paths.Pods, Paths.Empty).When("GET", Paths.Events, Paths.Empty);

        (await terminal.RunAsync("status spark-pi")).Should().Be(0);

        terminal.Out.ToString().Should().Contain($"State:       {state}\n");
    }

    [Theory]
    [InlineData("status spak-pi")]
    [InlineData("delete spak-pi")]
    [InlineData("wait spak-pi")]
    [InlineData("watch spak-pi")]
    [InlineData("log spak-pi")]
    [InlineData("event spak-pi")]
    public async Task Given_a_name_with_a_typing_error_When_asked_for_Then_the_nearest_name_is_offered(string commandLine)
    {
        var terminal = new Terminal();
        terminal.Api.When("GET", Paths.Applications, Paths.List(Paths.Application("RUNNING", "other-job"), Paths.Application("RUNNING")));

        (await terminal.RunAsync(commandLine)).Should().Be(1);

        terminal.Error.ToString().Should().Be("sparkctl: there is no SparkApplication 'spak-pi' in namespace 'default'; did you mean 'spark-pi'?" + Environment.NewLine);
    }

    [Fact]
    public async Task Given_a_cluster_without_our_kinds_When_asked_for_a_name_Then_that_is_what_is_told()
    {
        var terminal = new Terminal();

        (await terminal.RunAsync("status spark-pi")).Should().Be(1);

        terminal.Error.ToString().Should().Contain("does not know SparkApplications; 'sparkctl crds install' teaches it");
    }

    [Fact]
    public async Task Given_flags_When_a_cluster_is_opened_Then_they_are_used()
    {
        var terminal = new Terminal();
        terminal.Api.When("GET", "/apis/sparkoperator.k8s.io/v1beta2/namespaces/team-a/sparkapplications", Paths.Empty);

        (await terminal.RunAsync("-n team-a list --kubeconfig /some/file --context other")).Should().Be(0);

        terminal.Choice.Should().Be(new ClusterChoice("/some/file", "other", "team-a"));
    }
}
