using System.Text;

namespace Shared.Hosting.Options;

/// <summary>Command line and environment to option values. Pure; anything unknown is refused, with the nearest known name.</summary>
public static class CommandLine
{
    public static OptionValues Parse(
        string section, IReadOnlyList<CommandOption> options, IReadOnlyList<string> args, IReadOnlyDictionary<string, string> environment)
    {
        var given = new Dictionary<string, GivenValue>(StringComparer.Ordinal);
        ReadEnvironment(section, options, environment, given);
        ReadArguments(options, args, given);
        return new OptionValues(options, given);
    }

    public static string Help(string process, string summary, string section, IReadOnlyList<CommandOption> options)
    {
        var text = new StringBuilder($"{summary}\n\nUsage: {process} [options]\n\n");
        var width = options.Max(option => Spelling(option).Length);
        foreach (var option in options)
        {
            text.Append("  ").Append(Spelling(option).PadRight(width + 2)).Append(option.Help);
            if (option.Default is { } value)
                text.Append(" Default: ").Append(value).Append('.');
            text.Append('\n');
        }

        return text.Append($"  {"--help".PadRight(width + 2)}Print this text.\n\n")
            .Append($"Every option may come from the environment: {section}__Listen=... stands for --listen ...\n")
            .ToString();
    }

    private static string Spelling(CommandOption option) =>
        option.Placeholder is { } placeholder ? $"--{option.Name} {placeholder}" : $"--{option.Name}";

    private static void ReadEnvironment(
        string section, IReadOnlyList<CommandOption> options, IReadOnlyDictionary<string, string> environment, Dictionary<string, GivenValue> given)
    {
        var prefix = section + "__";
        foreach (var (variable, value) in environment)
        {
            if (!variable.StartsWith(prefix, StringComparison.OrdinalIgnoreCase))
                continue;

            var name = variable[prefix.Length..];
            var option = options.FirstOrDefault(known => known.EnvironmentName.Equals(name, StringComparison.OrdinalIgnoreCase))
                ?? throw new UsageException(
                    $"Environment variable '{variable}' is not an option{Suggestion.Sentence(name, options.Select(known => known.EnvironmentName), near => prefix + near)}");
            given[option.Name] = new GivenValue(value, variable);
        }
    }

    private static void ReadArguments(IReadOnlyList<CommandOption> options, IReadOnlyList<string> args, Dictionary<string, GivenValue> given)
    {
        for (var index = 0; index < args.Count; index++)
        {
            var word = args[index];
            if (!word.StartsWith("--", StringComparison.Ordinal) || word.Length == 2)
                throw new UsageException($"'{word}' is not an option; options start with '--', try --help.");

            var equals = word.IndexOf('=', StringComparison.Ordinal);
            var name = equals < 0 ? word[2..] : word[2..equals];
            var option = options.FirstOrDefault(known => known.Name == name)
                ?? throw new UsageException($"'--{name}' is not an option{Suggestion.Sentence(name, options.Select(known => known.Name), near => "--" + near)}");

            var value = equals >= 0 ? word[(equals + 1)..]
                : option.IsSwitch ? "true"
                : index + 1 < args.Count ? args[++index]
                : throw new UsageException($"'--{name}' needs a value: --{name} {option.Placeholder}.");
            given[name] = new GivenValue(value, "--" + name);
        }
    }
}
