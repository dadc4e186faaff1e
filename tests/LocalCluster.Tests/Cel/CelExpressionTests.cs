using System.Text.Json.Nodes;
using LocalCluster.Cel;
using LocalCluster.Json;

namespace LocalCluster.Tests.Cel;

public sealed class CelExpressionTests
{
    private static readonly CelScope Scope = CelScope.Of(new Dictionary<string, JsonNode?>
    {
        ["self"] = JsonNode.Parse("""{"n":3,"s":"spark","list":[1,2,3],"map":{"a":"x"},"items":[{"name":"a","port":80},{"name":"b","port":443}]}"""),
    });

    [Theory]
    [InlineData("1 + 2 * 3 == 7", "true")]
    [InlineData("(1 + 2) * 3", "9")]
    [InlineData("7 / 2", "3")]
    [InlineData("7.0 / 2.0", "3.5")]
    [InlineData("-7 % 3", "-1")]
    [InlineData("self.n > 2 ? 'big' : 'small'", "\"big\"")]
    [InlineData("true ? 1 : false ? 2 : 3", "1")]
    [InlineData("'a' in self.map && !('b' in self.map) && 2 in self.list", "true")]
    [InlineData("has(self.map.a) && !has(self.map.b)", "true")]
    [InlineData("self.map.b == 'x' || self.n == 3", "true")]
    [InlineData("self.map.?b.orValue('none')", "\"none\"")]
    [InlineData("self.?map[?'a'].orValue('none')", "\"x\"")]
    [InlineData("self.list.all(x, x > 0) && self.list.exists(x, x == 2) && self.list.exists_one(x, x == 3)", "true")]
    [InlineData("self.items.filter(i, i.port > 100).map(i, i.name)", "[\"b\"]")]
    [InlineData("self.list.map(x, x > 1, x * 10).sum()", "50")]
    [InlineData("size(self.s) == 5 && self.s.startsWith('sp') && self.s.matches('^[a-z]+$')", "true")]
    [InlineData("self.s.substring(1, 3) + string(self.n) + self.s.upperAscii()", "\"pa3SPARK\"")]
    [InlineData("[1, 2] + [3] == self.list", "true")]
    [InlineData("{'k': 1}['k'] == 1 // a remark", "true")]
    [InlineData("\"a\\n\" == 'a\\n' && r'\\d' == '\\\\d'", "true")]
    public void Given_an_expression_When_it_is_evaluated_Then_it_has_its_value(string expression, string value) =>
        CelExpression.Parse(expression).Evaluate(Scope).ToText().Should().Be(value);

    [Theory]
    [InlineData("self.missing", "no such key: missing")]
    [InlineData("self.list[7]", "index out of bounds: 7")]
    [InlineData("1 / 0", "division by zero")]
    [InlineData("9223372036854775807 + 1", "integer overflow")]
    [InlineData("'a' < 1", "no such overload")]
    [InlineData("self.map.b == 'x' && true", "no such key: b")]
    [InlineData("other", "undeclared reference to 'other' (in container '')")]
    public void Given_an_expression_without_a_value_When_it_is_evaluated_Then_the_reason_is_told(string expression, string reason)
    {
        var evaluate = () => CelExpression.Parse(expression).Evaluate(Scope);

        evaluate.Should().Throw<CelException>().WithMessage(reason);
    }

    [Theory]
    [InlineData("1 +", "*<input>:1:4: Syntax error: mismatched input '<EOF>' expecting {'[', '{', '(', '.'*\n | 1 +\n | ...^")]
    [InlineData("a b", "*<input>:1:3: Syntax error: mismatched input 'b' expecting <EOF>*")]
    [InlineData("'open", "*token recognition error*")]
    [InlineData("#", "*token recognition error at: '#'*")]
    [InlineData("has(x)", "*invalid argument to has() macro*")]
    public void Given_a_text_that_is_no_expression_When_it_is_parsed_Then_the_place_is_told(string expression, string message)
    {
        var parse = () => CelExpression.Parse(expression);

        parse.Should().Throw<CelSyntaxException>().WithMessage(message);
    }

    [Theory]
    [InlineData("(")]
    [InlineData("!")]
    [InlineData("1+")]
    [InlineData("true||")]
    [InlineData("[")]
    public void Given_an_expression_of_endless_length_When_it_is_parsed_Then_it_is_refused(string step)
    {
        var parse = () => CelExpression.Parse(string.Concat(Enumerable.Repeat(step, 100_000)) + "1");

        parse.Should().Throw<CelSyntaxException>();
    }

    [Fact]
    public void Given_the_longest_expression_that_is_taken_When_it_is_evaluated_Then_it_has_its_value() =>
        CelExpression.Parse(string.Concat(Enumerable.Repeat("1+", 990)) + "1").Evaluate(Scope).ToText().Should().Be("991");
}
