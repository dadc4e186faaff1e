using System.Text.Json.Nodes;

namespace Cli.Tests.Commands;

public sealed class RenderTests
{
    private const string Manifest = """
        apiVersion: sparkoperator.k8s.io/v1beta2
        kind: SparkApplication
        metadata:
          name: spark-pi
          namespace: jobs
        spec:
          type: Scala
          mode: cluster
          image: spark:4.0.1
          mainClass: org.apache.spark.examples.SparkPi
          mainApplicationFile: local:///opt/spark/examples/jars/spark-examples.jar
          sparkVersion: 4.0.1
          driver:
            memory: 512m
          executor:
            instances: 2
            memory: 1g

        """;

    [Theory]
    [InlineData("", 0)]
    [InlineData("--executors", 2)]
    public async Task Given_an_application_When_rendered_Then_it_is_a_list_of_objects_without_owners(string options, int executors)
    {
        var items = await ItemsAsync(options);

        items.Select(item => (string?)item["kind"]).Should().Contain(["Service", "ConfigMap", "Pod"]);
        items.Where(item => (string?)item["metadata"]!["labels"]?["spark-role"] == "executor").Should().HaveCount(executors);
        items.Should().OnlyContain(item => item["metadata"]!["ownerReferences"] == null && (string?)item["metadata"]!["namespace"] == "jobs");
    }

    [Fact]
    public async Task Given_the_same_manifest_When_rendered_twice_Then_the_bytes_are_the_same()
    {
        var (first, second) = (new Terminal { Input = Manifest }, new Terminal { Input = Manifest });

        _ = await first.RunAsync("render -");
        _ = await second.RunAsync("render -");

        first.Out.ToString().Should().Be(second.Out.ToString()).And.StartWith("apiVersion: v1\nkind: List\n");
        first.Error.ToString().Should().Contain("without owner references");
    }

    [Fact]
    public async Task Given_executors_that_the_driver_would_fail_to_make_When_rendered_with_them_Then_it_is_told()
    {
        var terminal = new Terminal { Input = Manifest.Replace("instances: 2", "instances: 2\n    coreRequest: \"2\"\n    coreLimit: \"1\"").Replace("4.0.1", "4.1.1") };

        (await terminal.RunAsync("render - --executors")).Should().Be(1);

        terminal.Out.ToString().Should().BeEmpty();
        terminal.Error.ToString().Should().Contain("spec.executor.coreLimit");
    }

    private static async Task<List<JsonObject>> ItemsAsync(string options)
    {
        var terminal = new Terminal { Input = Manifest };
        (await terminal.RunAsync($"render - -o json {options}")).Should().Be(0, terminal.Error.ToString());
        return [.. JsonNode.Parse(terminal.Out.ToString())!["items"]!.AsArray().Select(item => item!.AsObject())];
    }
}
