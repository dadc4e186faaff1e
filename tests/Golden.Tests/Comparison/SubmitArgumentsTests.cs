using System.Text.Json.Nodes;
using Testing.Comparison;

namespace Golden.Tests.Comparison;

public sealed class SubmitArgumentsTests
{
    private const string Recorded = """
        {"flags": [["--master", "m"], ["--name", "n"]], "conf": [["a", "1"], ["b", "2"], ["b", "3"]], "main": "m.jar", "arguments": ["x", "y"]}
        """;

    [Theory]
    [InlineData("""{"flags": [["--name", "n"], ["--master", "m"]], "conf": [["b", "2"], ["a", "1"], ["b", "3"]], "main": "m.jar", "arguments": ["x", "y"]}""", true)]
    [InlineData("""{"flags": [["--master", "m"], ["--name", "n"]], "conf": [["a", "1"], ["b", "3"], ["b", "2"]], "main": "m.jar", "arguments": ["x", "y"]}""", false)]
    [InlineData("""{"flags": [["--master", "m"], ["--name", "n"]], "conf": [["a", "1"], ["b", "3"]], "main": "m.jar", "arguments": ["x", "y"]}""", false)]
    [InlineData("""{"flags": [["--master", "m"], ["--name", "n"]], "conf": [["a", "1"], ["b", "2"], ["b", "3"], ["c", ""]], "main": "m.jar", "arguments": ["x", "y"]}""", false)]
    [InlineData("""{"flags": [["--master", "m"]], "conf": [["a", "1"], ["b", "2"], ["b", "3"]], "main": "m.jar", "arguments": ["x", "y"]}""", false)]
    [InlineData("""{"flags": [["--master", "m"], ["--name", "n"]], "conf": [["a", "1"], ["b", "2"], ["b", "3"]], "main": "m.jar", "arguments": ["y", "x"]}""", false)]
    [InlineData("""{"flags": [["--master", "m"], ["--name", "n"]], "conf": [["a", "1"], ["b", "2"], ["b", "3"]], "arguments": ["x", "y"]}""", false)]
    public void The_last_value_and_the_sequence_of_a_key_count_and_nothing_else_of_the_order(string found, bool isEqual) =>
        (SubmitArguments.Compare(JsonNode.Parse(Recorded)!.AsObject(), JsonNode.Parse(found)!.AsObject(), new Tokens()).Count == 0).Should().Be(isEqual);
}
