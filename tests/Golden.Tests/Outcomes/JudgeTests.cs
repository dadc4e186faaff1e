using System.Text.Json.Nodes;
using Golden.Tests.Differences;
using Testing.Comparison;

namespace Golden.Tests.Outcomes;

public sealed class JudgeTests
{
    private const string Declared = """
        - id: memory-is-written-in-full
          reason: the API reads both
          sets: [admission]
          parts: [driver]
          when:
            - {at: "spec.driver.env[*].name", matches: "(MEM|OTH).*"}
            - {at: "spec.driver.labels['a.b']", is: "x"}
            - {at: spec.driver.cores, exists: false}
            - {at: spec.**, is: MEMORY}
            - {at: spec.driver.labels.~, matches: 'a\.b'}
          path: $.spec.containers['*'].memory
          upstream: {input: spec.driver.memory}
          ours: {matches: '[0-9]+'}
        """;

    private const string Input = """{"spec": {"driver": {"memory": "512m", "env": [{"name": "A"}, {"name": "MEMORY"}], "labels": {"a.b": "x"}}}}""";

    private static readonly Difference OfMemory = new("$.spec.containers['main'].memory", "512m", "536870912");

    [Fact]
    public void A_declared_difference_is_named_and_no_failure()
    {
        var result = Weigh(Input, OfMemory);

        result.Verdict.Should().Be(Verdict.Difference);
        result.Differences.Should().Equal("memory-is-written-in-full");
    }

    public static TheoryData<string, string, string, string> Undeclared => new()
    {
        { Input.Replace("MEMORY", "OTHER", StringComparison.Ordinal), OfMemory.Path, "512m", "1" },
        { Input.Replace("\"x\"", "\"y\"", StringComparison.Ordinal), OfMemory.Path, "512m", "1" },
        { Input.Replace("\"memory\"", "\"cores\": 1, \"memory\"", StringComparison.Ordinal), OfMemory.Path, "512m", "1" },
        { Input, "$.spec.memory", "512m", "1" },
        { Input, OfMemory.Path, "513m", "1" },
        { Input, OfMemory.Path, "512m", "1x" },
    };

    [Theory, MemberData(nameof(Undeclared))]
    public void Another_input_path_or_value_is_a_failure(string input, string path, string upstream, string ours) =>
        Weigh(input, new Difference(path, upstream, ours)).Verdict.Should().Be(Verdict.Fail);

    [Fact]
    public void One_undeclared_difference_beside_a_declared_one_is_a_failure() =>
        Weigh(Input, OfMemory, new Difference("$.x", 1, 2)).Verdict.Should().Be(Verdict.Fail);

    [Fact]
    public void No_difference_is_equal_and_no_answer_is_a_failure()
    {
        Weigh(Input).Verdict.Should().Be(Verdict.Equal);
        Judge.Weigh("admission", Finding.NoAnswer("c", "driver", null, "why"), []).Should().Match<GoldenResult>(result => result.Verdict == Verdict.Fail && result.Detail == "why");
    }

    [Theory]
    [InlineData("- {id: a, sets: [s], parts: [p], path: $}", "has no reason")]
    [InlineData("- {id: a, reason: r, parts: [p], path: $}", "has no sets")]
    [InlineData("- {id: a, reason: r, sets: [s], parts: [p], path: $, case: pi}", "has 'case'")]
    [InlineData("- {id: a, reason: r, sets: [s], parts: [p], path: $, when: [{at: x}]}", "says nothing about 'x'")]
    [InlineData("- {id: a, reason: r, sets: [s], parts: [p], path: $}\n- {id: a, reason: r, sets: [s], parts: [p], path: $}", "is declared twice")]
    public void A_bad_entry_is_refused_with_its_id(string yaml, string problem) =>
        FluentActions.Invoking(() => DeclaredDifferences.Parse(yaml)).Should().Throw<FormatException>().WithMessage($"*'a' {problem}*");

    private static GoldenResult Weigh(string input, params Difference[] differences) =>
        Judge.Weigh("admission", new("c", "driver", null, JsonNode.Parse(input), differences), DeclaredDifferences.Parse(Declared));
}
