using System.Text;
using Testing.Kubernetes;

namespace Cli.Tests.Commands;

public sealed class CreateTests
{
    private const string SparkPi = "apiVersion: sparkoperator.k8s.io/v1beta2\nkind: SparkApplication\nmetadata:\n  name: spark-pi\nspec:\n  driver:\n    cores: 1\n";

    private static Terminal With(string input)
    {
        var terminal = new Terminal { Input = input };
        terminal.Api.When("GET", Paths.Group, Paths.GroupResources).When("POST", Paths.Applications, Paths.Application(""));
        return terminal;
    }

    [Fact]
    public async Task Given_a_manifest_on_standard_input_When_created_Then_it_is_sent_as_it_is_and_named()
    {
        var terminal = With(SparkPi);

        (await terminal.RunAsync("create -")).Should().Be(0);

        terminal.Out.ToString().Should().Be("sparkapplication.sparkoperator.k8s.io/spark-pi created" + Environment.NewLine);
        Encoding.UTF8.GetString(terminal.Api.Requests[^1].Body.Span).Should().Be(
            """{"apiVersion":"sparkoperator.k8s.io/v1beta2","kind":"SparkApplication","metadata":{"name":"spark-pi"},"spec":{"driver":{"cores":1}}}""");
    }

    [Fact]
    public async Task Given_dash_f_as_in_kubectl_When_created_Then_it_is_a_file_and_nothing_at_all_is_told()
    {
        var (terminal, empty) = (With(SparkPi), With(SparkPi));

        (await terminal.RunAsync("create -f -")).Should().Be(0, terminal.Error.ToString());
        (await empty.RunAsync("create")).Should().Be(2);

        terminal.Out.ToString().Should().Contain("spark-pi created");
        empty.Error.ToString().Should().Contain("there is nothing to create");
    }

    [Fact]
    public async Task Given_credentials_that_have_expired_When_created_Then_the_way_out_is_told()
    {
        var terminal = With(SparkPi);
        terminal.Api.WhenRefused("POST", Paths.Applications, 401, "Unauthorized", "Unauthorized");

        (await terminal.RunAsync("create -")).Should().Be(1);

        terminal.Error.ToString().Should().Contain("401").And.NotContain("   at ");
    }

    [Fact]
    public async Task Given_a_manifest_with_wrong_types_When_created_Then_nothing_is_sent_and_every_place_is_told()
    {
        var terminal = With(SparkPi.Replace("cores: 1", "cores: two\n    hostNetwork: 'on'", StringComparison.Ordinal));

        (await terminal.RunAsync("create -")).Should().Be(2);

        terminal.Api.Requests.Should().BeEmpty();
        terminal.Error.ToString().Should().Contain("standard input, line 7, column 12: spec.driver.cores: found the string \"two\"")
            .And.Contain("line 8, column 18: spec.driver.hostNetwork");
    }

    [Fact]
    public async Task Given_a_name_that_is_taken_When_created_Then_the_clusters_own_words_and_the_way_out_are_told()
    {
        var terminal = With(SparkPi);
        terminal.Api.WhenRefused("POST", Paths.Applications, 409, "AlreadyExists", "sparkapplications \"spark-pi\" already exists");

        (await terminal.RunAsync("create -")).Should().Be(1);

        terminal.Error.ToString().Should().Contain("line 1, column 1: the cluster refused (409): sparkapplications \"spark-pi\" already exists; --delete replaces it");
    }

    [Fact]
    public async Task Given_a_cluster_without_our_kinds_When_created_Then_the_way_to_teach_it_is_told()
    {
        var terminal = new Terminal { Input = SparkPi };

        (await terminal.RunAsync("create -")).Should().Be(1);

        terminal.Error.ToString().Should().Contain("the cluster knows no sparkoperator.k8s.io/v1beta2; 'sparkctl crds install' teaches it ours");
    }

    [Fact]
    public async Task Given_two_namespaces_When_created_Then_the_contradiction_is_told_and_nothing_is_sent()
    {
        var terminal = With(SparkPi.Replace("name: spark-pi", "name: spark-pi\n  namespace: a", StringComparison.Ordinal));

        (await terminal.RunAsync("create - -n b")).Should().Be(2);

        terminal.Error.ToString().Should().Contain("the file says namespace 'a' and the command line 'b'");
        terminal.Api.Requests.Should().BeEmpty();
    }

    [Fact]
    public async Task Given_warnings_of_the_cluster_When_created_Then_they_go_to_the_error_stream()
    {
        var terminal = With(SparkPi);
        terminal.Api.When(request => request.Method == "POST", _ => FakeKubernetesApi.Ok(Paths.Application(""), 201) with { Warnings = ["spec.retryInterval has no effect"] });

        (await terminal.RunAsync("create -")).Should().Be(0);

        terminal.Error.ToString().Should().Be("Warning: spec.retryInterval has no effect" + Environment.NewLine);
    }

    [Fact]
    public async Task Given_delete_When_the_old_application_is_still_going_Then_the_new_one_waits_for_it()
    {
        var terminal = With(SparkPi);
        var reads = 0;
        terminal.Api.When("DELETE", Paths.SparkPi, "{}")
            .When(request => request.Method == "GET" && request.Path == Paths.SparkPi,
                request => ++reads < 3 ? FakeKubernetesApi.Ok(Paths.Application("RUNNING")) : throw FakeKubernetesApi.Refusal(request, 404, "NotFound"));

        var run = terminal.RunAsync("create - --delete");
        await Testing.Time.Eventually.True(terminal.Clock, TimeSpan.FromMilliseconds(250), () => run.IsCompleted);

        (await run).Should().Be(0);
        terminal.Api.Texts.Select(text => text.Split(' ')[0]).Should().Equal("GET", "DELETE", "GET", "GET", "GET", "POST");
    }

    [Fact]
    public async Task Given_a_file_that_does_not_exist_When_created_Then_it_is_named()
    {
        var terminal = new Terminal();

        (await terminal.RunAsync("create no-such.yaml")).Should().Be(2);

        terminal.Error.ToString().Should().Be("sparkctl: 'no-such.yaml' does not exist; give the path of a YAML or JSON file, or - for standard input." + Environment.NewLine);
    }
}
