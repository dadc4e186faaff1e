using System.Text.Json.Nodes;

namespace Cli.Tests.Commands;

/// <summary>What users of kubectl expect of every command.</summary>
public sealed class ConventionsTests
{
    private const string Application =
        """{"apiVersion":"sparkoperator.k8s.io/v1beta2","kind":"SparkApplication","metadata":{"name":"spark-pi"},"spec":{"type":"Scala","mode":"cluster","image":"spark:4.0.1","mainClass":"a.B","mainApplicationFile":"local:///a.jar","sparkVersion":"4.0.1","driver":{},"executor":{"instances":1}}}""";

    [Theory]
    [InlineData("create -f -", "created")]
    [InlineData("lint -f - -o json", "[]")]
    [InlineData("render -f - -o json", "\"kind\": \"Pod\"")]
    [InlineData("diff -f -", "would be created")]
    [InlineData("convert -f - --to command", "spark-submit ")]
    public async Task Given_dash_f_dash_When_a_command_takes_a_file_Then_it_reads_standard_input(string commandLine, string expected)
    {
        var terminal = new Terminal { Input = Application };
        terminal.Api.When("GET", Paths.Group, Paths.GroupResources).When("POST", Paths.Applications, Application);

        _ = await terminal.RunAsync(commandLine);

        terminal.Out.ToString().Should().Contain(expected);
        terminal.Error.ToString().Should().NotContain("sparkctl: ");
    }

    [Theory]
    [InlineData("list", "/sparkapplications")]
    [InlineData("top", "/pods")]
    [InlineData("schedule list", "/scheduledsparkapplications")]
    [InlineData("schedule next", "/scheduledsparkapplications")]
    [InlineData("upgrade check", "/sparkapplications")]
    public async Task Given_all_namespaces_and_a_selector_When_objects_are_read_Then_the_server_is_asked_so(string command, string plural)
    {
        var terminal = new Terminal();
        terminal.Api.When(_ => true, _ => Testing.Kubernetes.FakeKubernetesApi.Ok(Paths.Empty));

        (await terminal.RunAsync($"{command} -A -l team=a")).Should().Be(0);

        terminal.Api.Requests.Should().Contain(request => request.Path.EndsWith(plural, StringComparison.Ordinal) && !request.Path.Contains("/namespaces/") && request.PathAndQuery.Contains("team%3Da"));
    }

    [Theory]
    [InlineData("list -o name", "sparkapplication.sparkoperator.k8s.io/spark-pi\n")]
    [InlineData("list -o jsonpath={.items[0].metadata.name}", "spark-pi")]
    [InlineData("status spark-pi -o jsonpath={.metadata.name}", "spark-pi")]
    [InlineData("event spark-pi -o name", "event/e1\n")]
    [InlineData("event spark-pi -o jsonpath={.items[*].reason}", "Happened")]
    [InlineData("schedule list -o name", "scheduledsparkapplication.sparkoperator.k8s.io/nightly\n")]
    [InlineData("top -o yaml", "- namespace: default\n  name: spark-pi\n  pods: 1\n  cpu: 1.5\n  memory: 1073741824\n  gpu: 0\n")]
    public async Task Given_an_output_format_When_objects_are_shown_Then_programs_can_read_them(string commandLine, string expected)
    {
        var terminal = new Terminal();
        terminal.Api.When("GET", Paths.Applications, Paths.List(Paths.Application("RUNNING"))).When("GET", Paths.SparkPi, Paths.Application("RUNNING"))
            .When("GET", Paths.Events, Paths.List("""{"metadata":{"name":"e1"},"reason":"Happened","involvedObject":{"uid":"u1"}}"""))
            .When("GET", Paths.Schedules, Paths.List("""{"metadata":{"name":"nightly"},"spec":{"schedule":"@daily"}}"""))
            .When("GET", Paths.Pods, Paths.List("""{"metadata":{"name":"d","namespace":"default","labels":{"sparkoperator.k8s.io/app-name":"spark-pi"}},"spec":{"containers":[{"name":"c","resources":{"requests":{"cpu":"1500m","memory":"1Gi"}}}]},"status":{"phase":"Running"}}"""));

        (await terminal.RunAsync(commandLine)).Should().Be(0, terminal.Error.ToString());

        terminal.Out.ToString().Should().Be(expected);
    }

    [Fact]
    public async Task Given_events_as_JSON_When_followed_Then_each_comes_as_an_object()
    {
        var terminal = new Terminal();
        terminal.Api.When("GET", Paths.SparkPi, Paths.Application("RUNNING")).When("GET", Paths.Events, Paths.List("""{"metadata":{"name":"e1"},"reason":"Happened","involvedObject":{"uid":"u1"}}"""));
        using var stop = new CancellationTokenSource();

        var run = terminal.RunAsync("event spark-pi -f -o json", stop.Token);
        _ = await terminal.Api.NextWatchAsync();
        await Testing.Time.Eventually.True(() => terminal.Out.ToString().EndsWith("}\n", StringComparison.Ordinal), what: "the event");
        await stop.CancelAsync();

        (await run).Should().Be(130);
        ((string?)JsonNode.Parse(terminal.Out.ToString())!["reason"]).Should().Be("Happened");
    }
}
