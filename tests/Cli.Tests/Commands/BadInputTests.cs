namespace Cli.Tests.Commands;

/// <summary>What goes wrong is told in one sentence that says what to do; word for word, for people look for these words.</summary>
public sealed class BadInputTests : IDisposable
{
    private readonly string _file = Path.GetTempFileName();

    public void Dispose() => File.Delete(_file);

    [Theory]
    [InlineData("list")]
    [InlineData("status spark-pi")]
    [InlineData("log spark-pi -f")]
    [InlineData("doctor")]
    public async Task Given_credentials_that_have_expired_When_any_command_runs_Then_it_says_how_to_get_in(string commandLine)
    {
        var terminal = new Terminal();
        terminal.Api.When(_ => true, request => throw Testing.Kubernetes.FakeKubernetesApi.Refusal(request, 401, "Unauthorized", "Unauthorized"));

        (await terminal.RunAsync(commandLine)).Should().Be(1);

        (terminal.Error.ToString() + terminal.Out).Should().Contain("the cluster does not accept the credentials of the kubeconfig (401); log in again, or choose another user with --context.");
    }

    [Fact]
    public async Task Given_a_right_that_is_missing_When_objects_are_read_Then_it_says_which_and_who_can_help()
    {
        var terminal = new Terminal();
        terminal.Api.WhenRefused("GET", Paths.Applications, 403, "Forbidden", "sparkapplications.sparkoperator.k8s.io is forbidden: User \"ann\" cannot list resource \"sparkapplications\"");

        (await terminal.RunAsync("list")).Should().Be(1);

        terminal.Error.ToString().Should().Be("sparkctl: the cluster refused (403): sparkapplications.sparkoperator.k8s.io is forbidden: User \"ann\" cannot list resource \"sparkapplications\"; "
            + "'sparkctl doctor' shows which rights are missing, an administrator can grant them." + Environment.NewLine);
    }

    [Theory]
    [InlineData("connect analytcs", "SparkConnect 'analytcs'", "analytics")]
    [InlineData("create now --from nihgtly", "ScheduledSparkApplication 'nihgtly'", "nightly")]
    [InlineData("forward spak-pi", "SparkApplication 'spak-pi'", "spark-pi")]
    [InlineData("suspend spak-pi", "SparkApplication 'spak-pi'", "spark-pi")]
    [InlineData("rerun spak-pi", "SparkApplication 'spak-pi'", "spark-pi")]
    [InlineData("diagnose spak-pi", "SparkApplication 'spak-pi'", "spark-pi")]
    [InlineData("log spak-pi --all", "SparkApplication 'spak-pi'", "spark-pi")]
    public async Task Given_a_name_that_is_not_there_When_asked_for_Then_the_nearest_is_offered(string commandLine, string what, string nearest)
    {
        var terminal = new Terminal();
        terminal.Api.When("GET", Paths.Applications, Paths.List(Paths.Application("RUNNING"))).When("GET", Paths.Schedules, Paths.List("""{"metadata":{"name":"nightly"}}"""))
            .When("GET", "/apis/sparkoperator.k8s.io/v1alpha1/namespaces/default/sparkconnects", Paths.List("""{"metadata":{"name":"analytics"}}"""));

        (await terminal.RunAsync(commandLine)).Should().Be(1);

        terminal.Error.ToString().Should().Be($"sparkctl: there is no {what} in namespace 'default'; did you mean '{nearest}'?{Environment.NewLine}");
    }

    [Theory]
    [InlineData("create")]
    [InlineData("diff")]
    [InlineData("render")]
    public async Task Given_YAML_that_cannot_be_read_When_a_file_is_given_Then_line_and_column_are_told(string command)
    {
        await File.WriteAllTextAsync(_file, "apiVersion: v1\nkind: [Pod\nmetadata: {}\n");
        var terminal = new Terminal();

        (await terminal.RunAsync($"{command} {_file}")).Should().Be(2);

        terminal.Error.ToString().Should().Be($"sparkctl: {_file}, line 2, column 7: not YAML: a list, block or text behind this place is not finished; close it.{Environment.NewLine}");
    }

    [Fact]
    public async Task Given_a_value_of_the_wrong_type_When_created_Then_line_column_and_field_are_told_and_nothing_is_sent()
    {
        await File.WriteAllTextAsync(_file, "apiVersion: sparkoperator.k8s.io/v1beta2\nkind: SparkApplication\nmetadata:\n  name: a\nspec:\n  driver:\n    cores: two\n");
        var terminal = new Terminal();

        (await terminal.RunAsync($"create {_file}")).Should().Be(2);

        terminal.Error.ToString().Should().Be($"sparkctl: {_file}, line 7, column 12: spec.driver.cores: found the string \"two\", expected a whole number without quotes, at most 2147483647{Environment.NewLine}");
        terminal.Api.Requests.Should().BeEmpty();
    }
}
