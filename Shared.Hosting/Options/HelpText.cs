using System.Text;

namespace Shared.Hosting.Options;

/// <summary>What <c>--help</c> prints. Pure.</summary>
public static class HelpText
{
    public static string Of(string process, string summary, string section, IReadOnlyList<CommandOption> options)
    {
        var text = new StringBuilder($"{summary}\n\nUsage: {process} [options]\n\n");
        IReadOnlyList<CommandOption> counting = [.. options.Where(option => option.WithoutEffect is null), CommandLine.Config];
        var width = counting.Max(option => Spelling(option).Length);
        foreach (var option in counting)
        {
            text.Append("  ").Append(Spelling(option).PadRight(width + 2)).Append(option.Help);
            if (option.Default is { } value)
                text.Append(" Default: ").Append(value).Append('.');
            if (option.Aliases.Count > 0)
                text.Append(" Also: ").AppendJoin(", ", option.Aliases.Select(alias => "--" + alias)).Append('.');
            text.Append('\n');
        }

        text.Append($"  {"--version".PadRight(width + 2)}Print the version.\n  {"--help".PadRight(width + 2)}Print this text.\n\n")
            .Append($"Every option may come from the environment: {section}__{Example(counting[0])}=... stands for --{counting[0].Name} ...\n");
        if (options.Any(option => option.WithoutEffect is not null))
        {
            text.Append("\nTaken from existing charts, without effect:\n");
            foreach (var option in options.Where(option => option.WithoutEffect is not null))
                text.Append($"  --{option.Name}: {option.WithoutEffect}\n");
        }

        return text.ToString();
    }

    private static string Spelling(CommandOption option) =>
        option.Placeholder is { } placeholder ? $"--{option.Name} {placeholder}" : $"--{option.Name}";

    private static string Example(CommandOption option) =>
        string.Concat(option.Name.Split('-').Select(word => char.ToUpperInvariant(word[0]) + word[1..]));
}
