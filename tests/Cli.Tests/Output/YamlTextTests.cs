using System.Text.Json.Nodes;
using Cli.Output;
using Kubernetes.Client.Manifests;
using Testing.Recordings;

namespace Cli.Tests.Output;

public sealed class YamlTextTests
{
    [Fact]
    public void Given_every_manifest_of_the_corpus_When_written_as_YAML_Then_it_reads_back_as_the_same()
    {
        foreach (var @case in Goldens.Corpus!.Cases.Where(@case => @case.Json().ContainsKey("kind")))
        {
            var read = ManifestReader.Read(@case.Path, YamlText.Of(@case.Json())).Single().Object;

            JsonNode.DeepEquals(read, @case.Json()).Should().BeTrue("{0} was written as {1}", @case.Path, YamlText.Of(@case.Json()));
        }
    }

    [Theory]
    [InlineData("yes")]
    [InlineData("5")]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("a: b")]
    [InlineData("two\nlines\t\"quoted\" \\ back")]
    [InlineData("- dash")]
    [InlineData("#")]
    [InlineData(".5")]
    [InlineData("é😀\u2028")]
    [InlineData("ends with a line break\n")]
    public void Given_a_text_that_YAML_could_misread_When_written_Then_it_stays_a_text(string text)
    {
        var document = new JsonObject { ["apiVersion"] = "v1", ["kind"] = "X", ["v"] = text, [text.Length == 0 ? "empty" : text] = 1, ["l"] = new JsonArray(text, new JsonArray(1, text), new JsonObject()) };

        JsonNode.DeepEquals(ManifestReader.Read("f", YamlText.Of(document)).Single().Object, document).Should().BeTrue("{0}", YamlText.Of(document));
    }
}
