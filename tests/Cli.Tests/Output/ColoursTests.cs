using Cli.Output;

namespace Cli.Tests.Output;

public sealed class ColoursTests
{
    [Theory]
    [InlineData(true, null, null, true)]
    [InlineData(false, null, null, false)]
    [InlineData(true, "1", null, false)]
    [InlineData(true, null, "dumb", false)]
    public void Given_a_terminal_and_variables_When_asked_Then_colours_are_on_only_where_they_are_wanted(bool isTerminal, string? noColor, string? term, bool on) =>
        Colours.Of(isTerminal, name => name == "NO_COLOR" ? noColor : term).AreOn.Should().Be(on);

    [Fact]
    public void Given_colours_When_a_table_is_painted_Then_the_columns_stay_where_they_are()
    {
        string[] header = ["STATE", "SUBMITTED"];
        string[][] rows = [["FAILED", "1s"], ["RUNNING", "2s"]];

        var plain = TextTable.Render(header, rows);
        var painted = TextTable.Render(header, rows, new Colours(true));

        painted.Should().Contain("\e[31mFAILED \e[0m   1s").And.Contain("STATE     SUBMITTED\n", "a heading is no state");
        System.Text.RegularExpressions.Regex.Replace(painted, "\e\\[\\d+m", "").Should().Be(plain);
    }
}
