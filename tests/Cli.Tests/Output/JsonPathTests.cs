using System.Text.Json.Nodes;
using Cli.Output.JsonPath;

namespace Cli.Tests.Output;

public sealed class JsonPathTests
{
    // Templates of these forms were tried with kubectl 1.32; only a path without braces is ours.
    private const string Document = """
        {"kind":"List","items":[
          {"metadata":{"name":"a","labels":{"app.kubernetes.io/name":"x"}},"status":{"n":1,"ok":true}},
          {"metadata":{"name":"b","labels":{}},"status":{"n":2,"ok":false}},
          {"metadata":{"name":"c"},"status":{"n":10}}]}
        """;

    [Theory]
    [InlineData("{.kind}", "List")]
    [InlineData(".kind", "List")]
    [InlineData("{$.kind}", "List")]
    [InlineData("{.items[*].metadata.name}", "a b c")]
    [InlineData("{.items[0].metadata.name}", "a")]
    [InlineData("{.items[-1].metadata.name}", "c")]
    [InlineData("{.items[0,2].metadata.name}", "a c")]
    [InlineData("{.items[1:].metadata.name}", "b c")]
    [InlineData("{.items[0:2].metadata.name}", "a b")]
    [InlineData("{..name}", "a b c")]
    [InlineData("{.items[0]['metadata'].name}", "a")]
    [InlineData("{.items[0].metadata.labels.app\\.kubernetes\\.io/name}", "x")]
    [InlineData("{.items[0].metadata.labels['app.kubernetes.io/name']}", "x")]
    [InlineData("{.items[?(@.metadata.name==\"b\")].status.n}", "2")]
    [InlineData("{.items[?(@.status.n>1)].metadata.name}", "b c")]
    [InlineData("{.items[?(@.status.ok)].metadata.name}", "a b")]
    [InlineData("{.items[0].status}", "{\"n\":1,\"ok\":true}")]
    [InlineData("{.nothing.here}", "")]
    [InlineData("all: {.kind}!", "all: List!")]
    [InlineData("{range .items[*]}{.metadata.name}{\"\\t\"}{.status.n}{\"\\n\"}{end}", "a\t1\nb\t2\nc\t10\n")]
    [InlineData("{range .items[0,1]}{$.kind}-{@.metadata.name} {end}", "-a -b ")]
    public void Given_a_template_When_rendered_Then_the_text_is_that_of_kubectl(string template, string expected) =>
        JsonPathTemplate.Parse(template).Render(JsonNode.Parse(Document)).Should().Be(expected);

    [Theory]
    [InlineData("{.a", "'}' is missing")]
    [InlineData("{.a[0}", "']' is missing")]
    [InlineData("{.a[x]}", "'x' is no index")]
    [InlineData("{range .items[*]}{.a}", "'{range}' without '{end}'")]
    [InlineData("{.a}{end}", "'{end}' without '{range}'")]
    [InlineData("{.a b}", "'a b' is no name")]
    public void Given_a_broken_template_When_read_Then_the_place_is_told(string template, string problem) =>
        FluentActions.Invoking(() => JsonPathTemplate.Parse(template)).Should().Throw<FormatException>().WithMessage($"*{problem}*");
}
