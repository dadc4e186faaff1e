using System.Text.Json.Nodes;

namespace Cli.Tests.Commands;

public sealed class ConvertTests
{
    private const string Script = """
        #!/bin/bash
        IMAGE=spark:4.0.1
        spark-submit --master k8s://https://cluster --deploy-mode cluster --name nightly --class a.B \
          --conf spark.kubernetes.container.image=$IMAGE --conf spark.executor.instances=3 local:///x.jar one "two words"

        """;

    [Fact]
    public async Task Given_a_script_When_converted_Then_the_application_does_the_same()
    {
        var terminal = new Terminal { Input = Script };

        (await terminal.RunAsync("convert - -o json")).Should().Be(0, terminal.Error.ToString());

        var result = JsonNode.Parse(terminal.Out.ToString())!;
        result["lost"]!.AsArray().Should().BeEmpty();
        var spec = result["application"]!["spec"]!;
        spec["image"]!.GetValue<string>().Should().Be("spark:4.0.1");
        spec["executor"]!["instances"]!.GetValue<int>().Should().Be(3);
        spec["arguments"]!.AsArray().Select(word => word!.GetValue<string>()).Should().Equal("one", "two words");
    }

    [Fact]
    public async Task Given_an_application_When_converted_to_a_command_and_back_Then_it_means_the_same_and_what_is_lost_is_named()
    {
        var there = new Terminal { Input = Script };
        (await there.RunAsync("convert -")).Should().Be(0, there.Error.ToString());
        var command = new Terminal { Input = there.Out + "  timeToLiveSeconds: 60\n" };

        (await command.RunAsync("convert - --to command")).Should().Be(0, command.Error.ToString());
        var back = new Terminal { Input = command.Out.ToString() };
        (await back.RunAsync("convert -")).Should().Be(0, back.Error.ToString());

        command.Error.ToString().Trim().Should().Be("Lost: spec.timeToLiveSeconds: spark-submit has no setting for it; the operator does it itself.");
        command.Out.ToString().Should().StartWith("spark-submit \\\n").And.Contain("'two words'").And.NotContain("sparkoperator.k8s.io");
        var again = new Terminal { Input = back.Out.ToString() };
        (await again.RunAsync("convert - --to command")).Should().Be(0, again.Error.ToString());
        again.Out.ToString().Should().Be(command.Out.ToString(), "defaults are written out on the way back, and mean the same");
    }

    [Fact]
    public async Task Given_old_manifests_When_converted_Then_each_becomes_a_document_and_losses_go_to_the_error_stream()
    {
        const string old = "apiVersion: sparkoperator.k8s.io/v1beta1\nkind: SparkApplication\nmetadata: {name: NAME}\nspec:\n  initContainerImage: i\n  restartPolicy: Never\n";
        var terminal = new Terminal { Input = $"{old.Replace("NAME", "one")}---\n{old.Replace("NAME", "two")}" };

        (await terminal.RunAsync("convert -")).Should().Be(0, terminal.Error.ToString());

        terminal.Out.ToString().Split("---\n", StringSplitOptions.RemoveEmptyEntries).Should().HaveCount(2).And.OnlyContain(text => text.Contains("apiVersion: sparkoperator.k8s.io/v1beta2"));
        terminal.Error.ToString().Should().Contain("Lost: spec.initContainerImage: ");
    }

    [Theory]
    [InlineData("spark-submit $JAR", 2, "$JAR is set neither")]
    [InlineData("echo spark-submit-ish", 2, "calls no spark-submit")]
    [InlineData("apiVersion: v1\nkind: Pod\nmetadata: {name: x}\n", 2, "nothing to convert")]
    [InlineData("spark-submit --no-such x.jar", 1, "--no-such")]
    [InlineData("spark-submit --master yarn x.jar", 1, "yarn")]
    public async Task Given_what_cannot_be_converted_When_tried_Then_one_sentence_says_why_and_nothing_is_printed(string text, int code, string problem)
    {
        var terminal = new Terminal { Input = text };

        (await terminal.RunAsync("convert -")).Should().Be(code, terminal.Error.ToString());

        terminal.Error.ToString().Should().Contain(problem);
        terminal.Out.ToString().Should().BeEmpty();
    }
}
