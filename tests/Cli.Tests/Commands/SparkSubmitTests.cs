using System.Text;
using System.Text.Json.Nodes;
using Kubernetes.Client.Requests;

namespace Cli.Tests.Commands;

public sealed class SparkSubmitTests
{
    private const string Usual =
        "--master k8s://https://10.0.0.1:6443 --deploy-mode cluster --name spark-pi --class com.example.Pi --conf spark.kubernetes.container.image=apache/spark:4.0.1";

    private const string Driver = $"{Paths.Pods}/spark-pi-driver";

    // A server that stores what it is sent and gives the driver a UID and, as seen later, an end.
    private static Terminal With(string phase, int exitCode = 0)
    {
        var ended = $$"""
            {"metadata":{"name":"spark-pi-driver","namespace":"default","uid":"u1"},"spec":{"containers":[{"name":"spark-kubernetes-driver"}]},
             "status":{"phase":"{{phase}}","containerStatuses":[{"name":"spark-kubernetes-driver","state":{"terminated":{"exitCode":{{exitCode}} } } }]} }
            """;
        var terminal = new Terminal();
        terminal.Api
            .When(request => request.Method == "POST", request => new ApiResponse(201, request.Body))
            .When("POST", Paths.Pods, """{"metadata":{"name":"spark-pi-driver","namespace":"default","uid":"u1"},"spec":{"containers":[{"name":"spark-kubernetes-driver"}]}}""")
            .When("GET", Paths.Pods, Paths.List(ended))
            .When("GET", Driver, ended)
            .When(request => request.Path.EndsWith("/log", StringComparison.Ordinal), _ => new ApiResponse(200, "2026-03-01T12:00:00.000000000Z Pi is roughly 3.14\n"u8.ToArray()));
        return terminal;
    }

    [Fact]
    public async Task Given_a_cluster_without_operator_When_submitted_Then_the_driver_comes_first_owns_the_rest_and_its_log_is_copied()
    {
        var terminal = With("Succeeded");

        (await terminal.RunAsync($"spark-submit {Usual} local:///pi.jar 10")).Should().Be(0, terminal.Error.ToString());

        var created = terminal.Api.Requests.Where(request => request.Method == "POST").ToList();
        created.Select(request => request.Path[(request.Path.LastIndexOf('/') + 1)..]).Should().Equal("pods", "services", "configmaps");
        foreach (var companion in created.Skip(1).Select(request => JsonNode.Parse(request.Body.Span)!))
            ((string?)companion["metadata"]!["ownerReferences"]![0]!["uid"]).Should().Be("u1");
        terminal.Out.ToString().Trim().Should().Be("Pi is roughly 3.14");
        terminal.Choice!.Server.Should().Be(new Uri("https://10.0.0.1:6443"));
    }

    [Fact]
    public async Task Given_a_driver_that_fails_When_followed_Then_its_exit_code_is_ours()
    {
        (await With("Failed", exitCode: 42).RunAsync($"spark-submit {Usual} local:///pi.jar")).Should().Be(42);
    }

    [Fact]
    public async Task Given_the_setting_not_to_wait_When_submitted_Then_nothing_is_followed()
    {
        var terminal = With("Pending");

        (await terminal.RunAsync($"spark-submit {Usual} --conf spark.kubernetes.submission.waitAppCompletion=false local:///pi.jar")).Should().Be(0);

        terminal.Api.Requests.Should().OnlyContain(request => request.Method == "POST");
    }

    [Fact]
    public async Task Given_a_companion_that_is_refused_When_submitted_Then_the_driver_is_deleted_by_its_uid()
    {
        var terminal = With("Pending");
        terminal.Api.WhenRefused("POST", "/api/v1/namespaces/default/configmaps", 403, "Forbidden", "configmaps are forbidden").When("DELETE", Driver, "{}");

        (await terminal.RunAsync($"spark-submit {Usual} local:///pi.jar")).Should().Be(1);

        var deletion = terminal.Api.Requests.Should().ContainSingle(request => request.Method == "DELETE").Subject;
        Encoding.UTF8.GetString(deletion.Body.Span).Should().Contain("\"uid\":\"u1\"");
        terminal.Error.ToString().Should().Contain("configmaps are forbidden");
    }

    [Fact]
    public async Task Given_a_dry_run_When_the_application_has_options_of_its_own_Then_they_stay_its_own_and_nothing_is_sent()
    {
        var terminal = new Terminal();

        (await terminal.RunAsync($"spark-submit {Usual} --dry-run -o json -n jobs local:///pi.jar -o x --name y")).Should().Be(0, terminal.Error.ToString());

        var list = JsonNode.Parse(terminal.Out.ToString())!;
        ((string?)list["kind"]).Should().Be("List");
        list["items"]!.AsArray().Select(item => (string?)item!["kind"]).Should().Equal("Pod", "Service", "ConfigMap");
        ((string?)list["items"]![0]!["metadata"]!["namespace"]).Should().Be("jobs");
        list["items"]![0]!["spec"]!["containers"]![0]!["args"]!.AsArray().TakeLast(4).Select(word => (string?)word).Should().Equal("-o", "x", "--name", "y");
        terminal.Api.Requests.Should().BeEmpty();
    }

    [Fact]
    public async Task Given_a_conversion_in_json_When_something_cannot_be_kept_Then_it_is_told_beside_the_application()
    {
        var terminal = new Terminal();

        (await terminal.RunAsync($"spark-submit --to-application -o json {Usual} --conf spark.kubernetes.context=dev local:///pi.jar")).Should().Be(0, terminal.Error.ToString());

        var result = JsonNode.Parse(terminal.Out.ToString())!.AsObject();
        result.Select(member => member.Key).Should().Equal("application", "lost", "warnings");
        ((string?)result["application"]!["kind"]).Should().Be("SparkApplication");
        ((string?)result["lost"]![0]!["what"]).Should().Be("spark.kubernetes.context");
        ((string?)result["lost"]![0]!["why"]).Should().NotBeNullOrEmpty();
    }

    [Theory]
    [InlineData("--to-application -o json")]
    [InlineData("--dry-run")]
    [InlineData("")]
    public async Task Given_what_spark_would_refuse_When_typed_Then_one_sentence_says_so_and_nothing_else_happens(string options)
    {
        var terminal = new Terminal();

        (await terminal.RunAsync($"spark-submit {options} {Usual} --driver-cores 0 local:///pi.jar")).Should().Be(1);

        terminal.Out.ToString().Should().BeEmpty();
        terminal.Error.ToString().Trim().Should().StartWith("sparkctl: spark.driver.cores").And.NotContain("\n");
        terminal.Api.Requests.Should().BeEmpty();
    }

    [Fact]
    public async Task Given_an_option_of_ours_behind_the_application_file_When_typed_Then_it_is_refused_instead_of_passed_on()
    {
        var terminal = new Terminal();

        (await terminal.RunAsync($"spark-submit {Usual} local:///pi.jar --dry-run")).Should().Be(2);
        (await terminal.RunAsync($"spark-submit --dry-run -- {Usual} local:///pi.jar --dry-run")).Should().Be(0, "two dashes say that it is meant");

        terminal.Error.ToString().Should().Contain("'--dry-run' stands behind the application file");
    }
}
