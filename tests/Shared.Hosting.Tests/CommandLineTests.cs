using Shared.Hosting.Options;

namespace Shared.Hosting.Tests;

public sealed class CommandLineTests
{
    private static readonly CommandOption[] Options =
    [
        new("listen", "Where to serve.", "URL", "https://127.0.0.1:9443"),
        new("metrics-listen", "Where to serve metrics.", "URL") { Aliases = ["metrics-bind-address"] },
        new("namespaces", "Namespaces.", "LIST") { IsList = true },
        new("verbose", "Say more.", Placeholder: null),
        CommandOption.Ignored("old", "it is of the past."),
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

    [Fact]
    public void A_list_may_be_given_in_parts_and_another_name_means_the_same()
    {
        var values = Parse(["--namespaces=a", "--namespaces", "b,c", "--metrics-bind-address=:1", "--verbose", "--verbose=false"]);

        values.List("namespaces").Should().Equal("a", "b", "c");
        values.Text("metrics-listen").Should().Be(":1");
        values.Switch("verbose").Should().BeFalse("of one value the last counts");
    }

    [Fact]
    public void What_has_no_effect_is_taken_and_told() =>
        Parse(["--old=1"]).WithoutEffect.Should().Equal("--old has no effect: it is of the past.");

    [Fact]
    public void The_words_that_start_one_part_of_an_image_are_passed_over() =>
        Parse(["webhook", "start", "--namespaces=a"]).List("namespaces").Should().Equal("a");

    [Theory]
    [InlineData(":8080", "[::]:8080")]
    [InlineData("127.0.0.1:8080", "127.0.0.1:8080")]
    [InlineData("[::1]:8080", "[::1]:8080")]
    [InlineData("http://127.0.0.1:0", "127.0.0.1:0")]
    [InlineData("0", null)]
    public void An_address_as_existing_charts_write_it_is_read(string text, string? expected) =>
        Parse(["--metrics-listen", text]).Binding("metrics-listen")?.EndPoint.ToString().Should().Be(expected);

    [Fact]
    public void A_file_gives_what_neither_flags_nor_environment_give()
    {
        var values = Read("""
            # a comment
            namespaces: [a, b]
            metricsListen: http://127.0.0.1:7
            verbose: true
            """, ["--config", "file.yaml", "--metrics-listen=http://127.0.0.1:8"]);

        values.List("namespaces").Should().Equal("a", "b");
        values.Switch("verbose").Should().BeTrue();
        values.Text("metrics-listen").Should().Be("http://127.0.0.1:8");
    }

    [Theory]
    [InlineData("namespacs: a", "file.yaml, line 1: 'namespacs' is not an option; did you mean 'namespaces'?*")]
    [InlineData("\nnamespaces: {a: b}", "file.yaml, line 2: 'namespaces' has a block*")]
    [InlineData("- a", "file.yaml, line 1: found no mapping*")]
    [InlineData("a: [", "file.yaml, line *: is not YAML*")]
    public void A_file_that_cannot_be_meant_stops_the_start_and_names_the_line(string text, string expected) =>
        FluentActions.Invoking(() => Read(text, ["--config=file.yaml"])).Should().Throw<UsageException>().WithMessage(expected);

    [Fact]
    public void An_empty_file_gives_nothing() => Read("", ["--config=file.yaml"]).List("namespaces").Should().BeEmpty();

    [Fact]
    public void The_help_names_every_option_and_what_has_no_effect() =>
        HelpText.Of("Webhook", "Serves.", "Webhook", Options).Should()
            .Contain("--metrics-listen URL").And.Contain("Also: --metrics-bind-address.").And.Contain("--config FILE").And.Contain("--old: it is of the past.");

    private static OptionValues Read(string file, string[] args) =>
        CommandLine.Parse("Webhook", Options, args, new Dictionary<string, string>(), path => path == "file.yaml" ? file : throw new InvalidOperationException(path));
}
