using Cli.Output;
using Testing.Kubernetes;

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

    // Every command that says how something is; what each needs of the cluster is in Watched.
    public static TheoryData<string, int> Judging => new()
    {
        { "list", 31 }, { "status spark-pi", 31 }, { "event spark-pi", 33 }, { "wait spark-pi", 31 }, { "diagnose spark-pi", 31 },
        { "schedule list", 32 }, { "diff -f -", 31 }, { "lint -f -", 31 }, { "upgrade check", 31 }, { "doctor", 31 },
    };

    [Theory, MemberData(nameof(Judging))]
    public async Task Given_a_terminal_When_a_command_judges_Then_its_words_are_painted_and_otherwise_the_text_is_the_same_without(string commandLine, int colour)
    {
        var (watched, piped, plain) = (Watched(true), Watched(false), Watched(true));
        plain.Variables["NO_COLOR"] = "1";

        foreach (var terminal in new[] { watched, piped, plain })
            _ = await terminal.RunAsync(commandLine);

        watched.Out.ToString().Should().Contain($"\e[{colour}m", watched.Error.ToString());
        piped.Out.ToString().Should().NotBeEmpty().And.NotContain("\e");
        plain.Out.ToString().Should().Be(piped.Out.ToString());
        System.Text.RegularExpressions.Regex.Replace(watched.Out.ToString(), "\e\\[\\d+m", "").Should().Be(piped.Out.ToString());
        piped.Error.ToString().Should().NotContain("\e");
    }

    private static Terminal Watched(bool isWatched)
    {
        var terminal = new Terminal
        {
            IsWatched = isWatched,
            Input = """{"apiVersion":"sparkoperator.k8s.io/v1beta2","kind":"SparkApplication","metadata":{"name":"spark-pi"},"spec":{"type":"Scala","driver":{"memory":"lots"}}}""",
        };
        terminal.Api.When("GET", Paths.SparkPi, Paths.Application("FAILED", more: ",\"errorMessage\":\"it failed\""))
            .When("GET", Paths.Applications, Paths.List(Paths.Application("FAILED")))
            .When("GET", Paths.Pods, Paths.List(Paths.Pod("spark-pi-driver", "driver", "Failed")))
            .When("GET", Paths.Events, Paths.List("""{"type":"Warning","reason":"SparkDriverFailed","message":"it failed","lastTimestamp":"2026-03-01T11:59:30Z","involvedObject":{"uid":"u1"}}"""))
            .When("GET", Paths.Schedules, Paths.List("""{"metadata":{"name":"nightly"},"spec":{"schedule":"@daily"},"status":{"scheduleState":"Scheduled"}}"""))
            .When(request => request.Path.EndsWith("/log", StringComparison.Ordinal), _ => FakeKubernetesApi.Ok("last words"));
        return terminal;
    }

    [Theory]
    [InlineData("größe", 5)]
    [InlineData("e\u0301te\u0301", 3)]
    [InlineData("東京-pi", 7)]
    [InlineData("🚀", 2)]
    public void Given_letters_that_are_wide_or_none_When_measured_Then_it_is_the_columns_that_they_take(string text, int columns) => TextWidth.Of(text).Should().Be(columns);

    [Fact]
    public void Given_cells_that_would_break_a_table_When_rendered_Then_each_row_is_one_line_and_the_columns_stand()
    {
        TextTable.Render(["NAME", "MESSAGE"], [["東京", "one\ntwo\tthree \e[31m"], ["a", "x"], ["b", ""]], Colours.Off)
            .Should().Be("NAME   MESSAGE\n東京   one two three  [31m\na      x\nb\n");
    }

    [Fact]
    public void Given_colours_When_a_table_is_painted_Then_the_columns_stay_where_they_are()
    {
        string[] header = ["STATE", "SUBMITTED"];
        string[][] rows = [["FAILED", "1s"], ["RUNNING", "2s"]];

        var plain = TextTable.Render(header, rows, Colours.Off);
        var painted = TextTable.Render(header, rows, new Colours(true));

        painted.Should().Contain("\e[31mFAILED \e[0m   1s").And.Contain("STATE     SUBMITTED\n", "a heading is no state");
        System.Text.RegularExpressions.Regex.Replace(painted, "\e\\[\\d+m", "").Should().Be(plain);
    }
}
