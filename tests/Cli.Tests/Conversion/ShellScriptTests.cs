using Cli.Conversion;

namespace Cli.Tests.Conversion;

public sealed class ShellScriptTests
{
    private static IReadOnlyList<IReadOnlyList<string>> Read(string script) =>
        ShellScript.SparkSubmits(script, name => name == "HOME" ? "/home/me" : null);

    [Theory]
    [InlineData("spark-submit --class a.B x.jar", "--class|a.B|x.jar")]
    [InlineData("/opt/spark/bin/spark-submit \\\n  --conf spark.x='a b' \\\n  x.jar \"one two\" three\\ four # a comment", "--conf|spark.x=a b|x.jar|one two|three four")]
    [InlineData("JAR=$HOME/x.jar\nexport MODE=\"clu\"ster\nexec spark-submit --deploy-mode $MODE ${JAR}", "--deploy-mode|cluster|/home/me/x.jar")]
    [InlineData("cd /tmp && A=b spark-submit x.jar > log.txt 2>&1; echo done", "x.jar")]
    [InlineData("spark-submit --conf 'spark.y=$NOT' x.jar '' \"\"", "--conf|spark.y=$NOT|x.jar||")]
    public void Given_a_script_When_read_Then_the_words_are_those_that_a_shell_would_hand_over(string script, string words) =>
        Read(script).Should().ContainSingle().Which.Should().Equal(words.Split('|'));

    [Fact]
    public void Given_two_calls_When_read_Then_both_are_found() =>
        Read("set -e\nif true; then\n  spark-submit a.jar\nfi\nspark-submit b.jar\n").Select(words => words[0]).Should().Equal("a.jar", "b.jar");

    [Theory]
    [InlineData("echo\nspark-submit $JAR", "line 2: $JAR is set neither")]
    [InlineData("spark-submit $(ls *.jar)", "more than a variable")]
    [InlineData("spark-submit `ls`", "between backticks")]
    [InlineData("spark-submit ${X:-a}", "more than a variable")]
    public void Given_what_only_a_shell_can_know_When_read_Then_it_is_named(string script, string problem) =>
        FluentActions.Invoking(() => Read(script)).Should().Throw<FormatException>().WithMessage($"*{problem}*");

    [Fact]
    public void Given_a_problem_outside_of_the_call_When_read_Then_it_does_not_matter() =>
        Read("DATE=$(date)\nspark-submit x.jar").Should().ContainSingle();
}
