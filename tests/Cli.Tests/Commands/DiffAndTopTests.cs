namespace Cli.Tests.Commands;

public sealed class DiffAndTopTests
{
    private const string Live = """
        {"apiVersion":"sparkoperator.k8s.io/v1beta2","kind":"SparkApplication",
         "metadata":{"name":"spark-pi","namespace":"default","uid":"u1","labels":{"team":"a"}},
         "spec":{"type":"Scala","mode":"cluster","restartPolicy":{"type":"Never"},"sparkConf":{"spark.my.password":"old"},"driver":{"cores":1,"memory":"1g"},"executor":{"cores":1,"memory":"1g","instances":1}},
         "status":{"applicationState":{"state":"STATE"}}}
        """;

    private const string Same = """
        apiVersion: sparkoperator.k8s.io/v1beta2
        kind: SparkApplication
        metadata: {name: spark-pi, labels: {team: a}}
        spec:
          type: Scala
          sparkConf: {spark.my.password: old}
          driver: {}
          executor: {}

        """;

    private static Terminal With(string file, string state = "RUNNING")
    {
        var terminal = new Terminal { Input = file };
        terminal.Api.When("GET", Paths.SparkPi, Live.Replace("STATE", state));
        return terminal;
    }

    [Fact]
    public async Task Given_a_file_that_leaves_out_defaults_When_compared_Then_nothing_differs()
    {
        var terminal = With(Same);

        (await terminal.RunAsync("diff -")).Should().Be(0, terminal.Out.ToString());

        terminal.Out.ToString().Should().BeEmpty();
    }

    [Fact]
    public async Task Given_changed_fields_When_compared_Then_each_tells_what_it_does_and_secrets_stay_hidden()
    {
        var terminal = With(Same.Replace("driver: {}", "driver: {memory: 2g}\n  timeToLiveSeconds: 60").Replace("team: a", "team: b").Replace("password: old", "password: new"));

        (await terminal.RunAsync("diff -")).Should().Be(1);

        terminal.Out.ToString().Should().Be("""
            sparkapplication.sparkoperator.k8s.io/spark-pi (RUNNING)
            TAKES EFFECT   FIELD                                 LIVE       FILE
            next attempt   metadata.labels.team                  a          b
            restart        spec.driver.memory                    1g         2g
            restart        spec.sparkConf['spark.my.password']   <hidden>   <hidden>
            live           spec.timeToLiveSeconds                -          60

            """);
    }

    [Fact]
    public async Task Given_a_suspended_application_When_compared_Then_changes_count_from_the_next_attempt()
    {
        var terminal = With(Same.Replace("driver: {}", "driver: {memory: 2g}"), "SUSPENDED");

        (await terminal.RunAsync("diff -")).Should().Be(1);

        terminal.Out.ToString().Should().Contain("next attempt   spec.driver.memory");
    }

    [Fact]
    public async Task Given_a_name_that_is_not_there_When_compared_Then_it_would_be_created()
    {
        var terminal = new Terminal { Input = Same };

        (await terminal.RunAsync("diff -")).Should().Be(1);

        terminal.Out.ToString().Should().Contain("would be created");
    }

    [Fact]
    public async Task Given_pods_When_topped_Then_requests_are_summed_and_ended_pods_left_out()
    {
        var terminal = new Terminal();
        terminal.Api.When("GET", Paths.Pods, Paths.List(
            Pod("small", "Running", "500m", "512Mi"), Pod("big", "Running", "2", "1Gi"), Pod("big", "Pending", "1", "1Gi"), Pod("big", "Succeeded", "9", "9Gi")));

        (await terminal.RunAsync("top")).Should().Be(0);

        terminal.Out.ToString().Should().Be("""
            NAME    PODS   CPU   MEMORY   GPU
            big     2      3     2048Mi   1
            small   1      0.5   512Mi    0
            TOTAL   3      3.5   2560Mi   1

            """);
    }

    [Fact]
    public async Task Given_no_pods_When_topped_Then_that_is_told_on_the_error_stream()
    {
        var terminal = new Terminal();
        terminal.Api.When("GET", Paths.Pods, Paths.Empty);

        (await terminal.RunAsync("top")).Should().Be(0);

        terminal.Out.ToString().Should().BeEmpty();
        terminal.Error.ToString().Should().Contain("No pods");
    }

    private static string Pod(string application, string phase, string cpu, string memory)
    {
        var limits = cpu == "2" ? ""","limits":{"nvidia.com/gpu":"1"}""".Replace("\\", "") : "";
        return """
            {"metadata":{"name":"APP-CPU","namespace":"default","labels":{"sparkoperator.k8s.io/app-name":"APP"}},
             "spec":{"containers":[{"name":"c","resources":{"requests":{"cpu":"CPU","memory":"MEMORY"}LIMITS}}]},
             "status":{"phase":"PHASE"}}
            """.Replace("APP", application).Replace("CPU", cpu).Replace("MEMORY", memory).Replace("LIMITS", limits).Replace("PHASE", phase);
    }
}
