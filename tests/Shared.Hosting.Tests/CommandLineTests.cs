using Shared.Hosting.Options;

namespace Shared.Hosting.Tests;

public sealed class CommandLineTests
{
    private static readonly CommandOption[] Options =
    [
        new("listen", "Where to serve.", "URL", "https://127.0.0.1:9443"),
        new("metrics-listen", "Where to serve metrics.", "URL"),
        new("namespaces", "Namespaces.", "LIST"),
        new("verbose", "Say more.", Placeholder: null),
    ];

    private static OptionValues Parse(string[] args, params (string Name, string Value)[] environment) =>
        CommandLine.Parse("Webhook", Options, args, environment.ToDictionary(pair => pair.Name, pair => pair.Value));

    [Fact]
    public void Values_come_from_the_command_line_before_the_environment_before_the_default()
    {
        var values = Parse(["--metrics-listen", "http://127.0.0.1:1"], ("Webhook__MetricsListen", "http://127.0.0.1:2"), ("Webhook__Namespaces", "a, b,,c"));

        values.Text("metrics-listen").Should().Be("http://127.0.0.1:1");
        values.List("namespaces").Should().Equal("a", "b", "c");
        values.Text("listen").Should().Be("https://127.0.0.1:9443");
        values.Switch("verbose").Should().BeFalse();
    }

    [Fact]
    public void A_switch_takes_no_value_and_an_equals_sign_gives_one()
    {
        var values = Parse(["--verbose", "--namespaces=x"]);

        values.Switch("verbose").Should().BeTrue();
        values.List("namespaces").Should().Equal("x");
        Parse(["--verbose=false"]).Switch("verbose").Should().BeFalse();
    }

    [Theory]
    [InlineData("--metric-listen", "did you mean '--metrics-listen'")]
    [InlineData("--lisen", "did you mean '--listen'")]
    [InlineData("--something-else-entirely", "--help lists them")]
    [InlineData("listen", "options start with '--'")]
    [InlineData("--namespaces", "needs a value")]
    public void A_wrong_word_stops_the_start_and_says_what_was_meant(string word, string expected) =>
        FluentActions.Invoking(() => Parse([word])).Should().Throw<UsageException>().WithMessage($"*{expected}*");

    [Fact]
    public void An_unknown_environment_variable_of_our_section_stops_the_start() =>
        FluentActions.Invoking(() => Parse([], ("Webhook__Lisen", "x"))).Should().Throw<UsageException>().WithMessage("*did you mean 'Webhook__listen'*");

    [Theory]
    [InlineData("http://127.0.0.1:1", "is not an address such as https://")]
    [InlineData("127.0.0.1:1", "is not an address")]
    [InlineData("https://example.org:1", "write an IP address")]
    [InlineData("https://127.0.0.1:1/path", "is not an address")]
    public void An_address_that_cannot_be_listened_on_is_refused_naming_its_source(string text, string expected) =>
        FluentActions.Invoking(() => Parse(["--listen", text]).Listen("listen", "https"))
            .Should().Throw<UsageException>().WithMessage($"--listen: '*{expected}*");

    [Theory]
    [InlineData("https://127.0.0.1:0", "127.0.0.1:0")]
    [InlineData("https://*:9443", "0.0.0.0:9443")]
    [InlineData("https://[::1]:5", "[::1]:5")]
    [InlineData("https://localhost:5", "127.0.0.1:5")]
    public void An_address_to_listen_on_is_read(string text, string expected) =>
        Parse(["--listen", text]).Listen("listen", "https")!.EndPoint.ToString().Should().Be(expected);
}
