using System.Text.Json.Nodes;
using FsCheck;
using FsCheck.Fluent;
using Shared.Submission.Rendering;

namespace Shared.Submission.Tests.Rendering;

public sealed class YamlTests
{
    [Fact]
    public void Keys_are_sorted_and_lists_stand_under_their_key()
    {
        var node = JsonNode.Parse("""{"spec":{"containers":[{"name":"a","args":["x","true"],"resources":{}},{"name":"b"}],"hostNetwork":true},"metadata":{"labels":{"a":"1"}}}""")!;

        YamlWriter.Write(node).Should().Be(
            """
            metadata:
              labels:
                a: "1"
            spec:
              containers:
              - args:
                - x
                - "true"
                name: a
                resources: {}
              - name: b
              hostNetwork: true

            """);
    }

    [Theory]
    [InlineData("yes")]
    [InlineData("1.5")]
    [InlineData("1e3")]
    [InlineData("0x1f")]
    [InlineData("2001-01-01")]
    [InlineData("- a")]
    [InlineData("a: b")]
    [InlineData("")]
    [InlineData(" x ")]
    [InlineData("line\nbreak: here")]
    [InlineData("\"quoted\" \\ 'both'")]
    [InlineData("#comment")]
    [InlineData("ünï \ud83d\ude80 \u0085 \u2028")]
    public void A_text_stays_a_text(string text) => RoundTrip(new JsonObject { ["k"] = text })!["k"]!.GetValue<string>().Should().Be(text);

    [Fact]
    public void Whatever_is_written_is_read_back()
    {
        var text = Gen.Elements('a', '0', '.', '-', ':', '#', '{', '[', '"', '\'', '\\', ' ', '\n', '\t', 'é', 'n', 'o', '~', '&', '*', '|', '>', '%', '@', '!')
            .ArrayOf().Select(letters => new string(letters));

        Prop.ForAll(text.Zip(text).ToArbitrary(), pair =>
        {
            var node = new JsonObject { [pair.Item1] = new JsonArray(pair.Item2, new JsonObject { ["x"] = pair.Item1, ["y"] = new JsonArray() }) };
            JsonNode.DeepEquals(RoundTrip(node), node).Should().BeTrue("{0} came back as {1}", node, RoundTrip(node));
        }).QuickCheckThrowOnFailure();
    }

    [Theory]
    [InlineData("a: [", "line 2, column 1")]
    [InlineData("a: 1\n---\nb: 2\n", "2 documents")]
    [InlineData("", "0 documents")]
    public void A_text_that_is_not_one_document_is_refused_with_the_place(string text, string problem)
    {
        YamlReader.TryRead(text, out _, out var found).Should().BeFalse();
        found.Should().Contain(problem);
    }

    [Fact]
    public void A_document_that_contains_itself_is_refused()
    {
        YamlReader.TryRead("a: &x [*x]", out _, out var problem).Should().BeFalse();
        problem.Should().NotBeEmpty();
    }

    [Fact]
    public void Numbers_where_a_text_belongs_become_texts_and_unknown_fields_stay()
    {
        const string template = "metadata: {labels: {a: 1, b: true}}\nspec:\n  futureField: 7\n  containers:\n  - {name: c, env: [{name: N, value: 0.5}], resources: {limits: {cpu: 2}}}\n";

        KubernetesYaml.TryReadPod(template, out var pod, out var problem).Should().BeTrue(problem);

        pod.Metadata!.Labels.Should().Contain("a", "1").And.Contain("b", "true");
        pod.Spec!.Containers![0].Env![0].Value.Should().Be("0.5");
        pod.Spec.Containers[0].Resources!.Limits!["cpu"].Text.Should().Be("2");
        pod.Spec.Unmodelled!["futureField"].GetInt32().Should().Be(7);
    }

    [Theory]
    [InlineData("kind: Service\nspec: {}\n", "Service")]
    [InlineData("[]", "no object")]
    [InlineData("spec: {containers: 1}", "spec.containers")]
    [InlineData("spec: {containers: }", "spec.containers is null")]
    public void What_is_no_pod_is_refused(string text, string problem)
    {
        KubernetesYaml.TryReadPod(text, out _, out var found).Should().BeFalse();
        found.Should().Contain(problem);
    }

    private static JsonNode? RoundTrip(JsonNode node)
    {
        YamlReader.TryRead(YamlWriter.Write(node), out var read, out var problem).Should().BeTrue(problem);
        return read;
    }
}
