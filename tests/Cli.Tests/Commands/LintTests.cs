using System.Text.Json.Nodes;

namespace Cli.Tests.Commands;

public sealed class LintTests
{
    private const string Good = """
        apiVersion: sparkoperator.k8s.io/v1beta2
        kind: SparkApplication
        metadata:
          name: spark-pi
        spec:
          type: Scala
          mode: cluster
          image: spark:4.0.0
          mainClass: org.apache.spark.examples.SparkPi
          mainApplicationFile: local:///opt/spark/examples/jars/spark-examples.jar
          sparkVersion: 4.0.0
          driver:
            memory: 512m
          executor:
            instances: 1

        """;

    private const string Other = "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: other\n";

    [Fact]
    public async Task Given_a_good_application_between_empty_documents_and_others_When_linted_Then_it_is_clean_and_the_others_are_noted()
    {
        var terminal = new Terminal { Input = $"---\n---\n{Other}---\n{Good}" };

        (await terminal.RunAsync("lint -")).Should().Be(0, terminal.Out.ToString());

        terminal.Out.ToString().Should().BeEmpty();
        terminal.Error.ToString().Should().Contain("standard input: 1 object(s) of other kinds not judged");
        terminal.Api.Requests.Should().BeEmpty();
    }

    [Theory]
    [InlineData("\n")]
    [InlineData("\r\n")]
    public async Task Given_a_wrong_memory_When_linted_Then_it_is_told_with_line_and_column(string lineEnd)
    {
        var terminal = new Terminal { Input = Good.ReplaceLineEndings("\n").Replace("512m", "lots").Replace("\n", lineEnd) };

        (await terminal.RunAsync("lint -")).Should().Be(1);

        terminal.Out.ToString().Should().StartWith("standard input:13:13: error spec.driver.memory: ");
    }

    [Fact]
    public async Task Given_an_unknown_field_When_linted_as_JSON_Then_it_is_an_error_with_its_document()
    {
        var terminal = new Terminal { Input = $"{Other}---\n{Good}  sparkVersoin: 1\n" };

        (await terminal.RunAsync("lint - -o json")).Should().Be(1);

        var finding = JsonNode.Parse(terminal.Out.ToString())!.AsArray().Should().ContainSingle().Subject!;
        finding["path"]!.GetValue<string>().Should().Be("spec.sparkVersoin");
        finding["severity"]!.GetValue<string>().Should().Be("error");
        finding["code"]!.GetValue<string>().Should().Be("UnknownField");
        finding["document"]!.GetValue<int>().Should().Be(2);
        finding["line"]!.GetValue<int>().Should().Be(21);
    }

    [Theory]
    [InlineData("")]
    [InlineData("a: [")]
    [InlineData("just a text")]
    [InlineData("apiVersion: sparkoperator.k8s.io/v1beta2\nkind: SparkApplication\nspec: 7\n")]
    [InlineData("apiVersion: sparkoperator.k8s.io/v1beta2\nkind: SparkApplication\nspec:\n  driver: null\n  executor: [1]\n")]
    public async Task Given_hostile_input_When_linted_Then_it_is_a_finding_and_no_failure_of_the_program(string text)
    {
        var terminal = new Terminal { Input = text };

        (await terminal.RunAsync("lint -")).Should().Be(1);

        terminal.Out.ToString().Should().Contain("error");
        terminal.Error.ToString().Should().BeEmpty();
    }

    [Fact]
    public async Task Given_a_path_that_does_not_exist_When_linted_Then_the_exit_code_is_2() =>
        (await new Terminal().RunAsync("lint /does/not/exist.yaml")).Should().Be(2);

    [Fact]
    public async Task Given_an_application_When_rendered_twice_Then_the_same_list_ends_with_the_driver_and_owns_nothing()
    {
        var (first, second) = (new Terminal { Input = Good }, new Terminal { Input = Good });

        (await first.RunAsync("render - -o json")).Should().Be(0, first.Error.ToString());
        (await second.RunAsync("render - -o json")).Should().Be(0);

        var items = JsonNode.Parse(first.Out.ToString())!["items"]!.AsArray();
        items[^1]!["kind"]!.GetValue<string>().Should().Be("Pod");
        items[^1]!["metadata"]!["name"]!.GetValue<string>().Should().Be("spark-pi-driver");
        first.Out.ToString().Should().NotContain("ownerReferences", "neither the objects nor the executor template inside them may name an owner that is not there");
        first.Error.ToString().Should().Contain("without owner references");
        first.Out.ToString().Should().Be(second.Out.ToString());
    }

    [Fact]
    public async Task Given_an_application_that_is_refused_When_rendered_Then_nothing_is_printed()
    {
        var terminal = new Terminal { Input = Good.Replace("512m", "lots") };

        (await terminal.RunAsync("render -")).Should().Be(1);

        terminal.Out.ToString().Should().BeEmpty();
        terminal.Error.ToString().Should().Contain("spec.driver.memory");
    }
}
