using System.CommandLine;
using System.Text;
using Cli.Help;
using Testing;

namespace Cli.Tests;

/// <summary>docs/reference/sparkctl.md is made from the commands.</summary>
public sealed class ReferenceTests
{
    private static readonly string Document = Repository.PathTo("docs", "reference", "sparkctl.md");

    [Fact]
    public void Given_the_commands_When_the_reference_is_made_Then_it_is_the_committed_one()
    {
        var text = Markdown(Sparkctl.Root(new Terminal().NewShell()));
        if (Environment.GetEnvironmentVariable("UPDATE_GOLDEN") == "1")
        {
            _ = Directory.CreateDirectory(Path.GetDirectoryName(Document)!);
            File.WriteAllText(Document, text);
        }

        File.ReadAllText(Document).Should().Be(text, "UPDATE_GOLDEN=1 dotnet test tests/Cli.Tests -c Release rewrites it");
    }

    [Fact]
    public void Given_the_commands_When_they_are_listed_Then_each_has_an_example_and_words_for_all_it_takes()
    {
        foreach (var command in Leaves(Sparkctl.Root(new Terminal().NewShell())))
        {
            Examples.Of(command.PathOf()).Should().NotBeEmpty("'{0}' needs an example", command.PathOf());
            command.Description.Should().NotBeNullOrEmpty();
            command.Options.Cast<Symbol>().Concat(command.Arguments).Where(symbol => string.IsNullOrEmpty(symbol.Description))
                .Select(symbol => $"{command.PathOf()} {symbol.Name}").Should().BeEmpty();
        }
    }

    private static IEnumerable<Command> Leaves(Command command) =>
        command.Subcommands.Count == 0 ? [command] : command.Subcommands.SelectMany(Leaves);

    private static string Markdown(RootCommand root)
    {
        var text = new StringBuilder("""
            <!-- Made from the commands; UPDATE_GOLDEN=1 dotnet test tests/Cli.Tests -c Release rewrites it. -->
            # sparkctl

            Exit codes: 0 done, 1 failed, refused, or findings, 2 a command line, file or kubeconfig that cannot be used, 130 interrupted, 141 nobody reads the output any more (`| head`). What waits (`wait`, `watch`, `create --wait`, `rerun --wait`, `spark-submit`) exits with 0 when the application completed, and with the exit code of its driver when it failed; 1 when there is none.

            Every command takes:


            """);
        Options(text, root);
        foreach (var command in Leaves(root))
        {
            text.Append($"\n## sparkctl {command.PathOf()}{string.Concat(command.Arguments.Select(argument => $" {argument.Name.ToUpperInvariant()}"))}\n\n{command.Description}\n\n");
            foreach (var argument in command.Arguments)
                text.Append($"- `{argument.Name.ToUpperInvariant()}`: {argument.Description}\n");
            Options(text, command);
            text.Append($"\n```sh\n{string.Join('\n', Examples.Of(command.PathOf()))}\n```\n");
        }

        return text.ToString();
    }

    private static void Options(StringBuilder text, Command command)
    {
        foreach (var option in command.Options.Where(option => option is not System.CommandLine.Help.HelpOption and not VersionOption))
            text.Append($"- `{string.Join("`, `", option.Aliases.Prepend(option.Name))}`: {option.Description}\n");
    }
}
