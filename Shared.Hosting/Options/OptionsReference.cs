using System.Text;

namespace Shared.Hosting.Options;

/// <summary>The page of the reference about a process's options. Pure.</summary>
public static class OptionsReference
{
    public static string Of(string process, string section, IReadOnlyList<CommandOption> options)
    {
        var text = new StringBuilder($"""
            <!-- Made from the options in the code; UPDATE_GOLDEN=1 dotnet test tests/{process}.Tests rewrites it. -->
            # Options of the {process.ToLowerInvariant()}

            `--name value` or `--name=value`; as an environment variable `{section}__Name`, without dashes; in the file of `--config` as `name: value`. Flags win over the environment, and that over the file.
            What is no option stops the start, with a suggestion. `controller start` and the like may stand before the options, as charts have it.

            | option | meaning | default |
            |---|---|---|

            """);
        foreach (var option in options.Where(option => option.WithoutEffect is null).Append(CommandLine.Config))
            text.Append($"| {Spelling(option)} | {Cell(option.Help)} | {(option.Default is { } value ? $"`{Cell(value)}`" : "")} |\n");

        if (options.Any(option => option.WithoutEffect is not null))
        {
            text.Append("\nTaken from existing charts, without effect, and told of at the start:\n\n| option | why |\n|---|---|\n");
            foreach (var option in options.Where(option => option.WithoutEffect is not null))
                text.Append($"| `--{option.Name}` | {Cell(option.WithoutEffect!)} |\n");
        }

        return text.ToString();
    }

    private static string Spelling(CommandOption option) =>
        $"`--{option.Name}{(option.Placeholder is { } placeholder ? " " + Cell(placeholder) : "")}`" + string.Concat(option.Aliases.Select(alias => $", `--{alias}`"));

    private static string Cell(string text) => text.Replace("|", "\\|", StringComparison.Ordinal);
}
