namespace Shared.Hosting.Options;

/// <summary>Command line, environment and file to option values. Pure; anything unknown is refused, with the nearest known name.</summary>
public static class CommandLine
{
    /// <summary>The option that names the file with further options.</summary>
    public static readonly CommandOption Config = new("config", "YAML file with further options, one 'name: value' each; flags and environment win over it.", "FILE");

    /// <param name="section">Prefix of environment variables; in lower case, and followed by <c>start</c>, it may stand before the options.</param>
    /// <param name="options">All there are.</param>
    /// <param name="args">What the process was started with.</param>
    /// <param name="environment">Of the process.</param>
    /// <param name="readFile">Content of the file that <c>--config</c> names; null when the process takes no such file.</param>
    /// <exception cref="UsageException">Something that is no option, or an option without its value.</exception>
    public static OptionValues Parse(
        string section, IReadOnlyList<CommandOption> options, IReadOnlyList<string> args, IReadOnlyDictionary<string, string> environment, Func<string, string>? readFile = null)
    {
        IReadOnlyList<CommandOption> all = readFile is null ? options : [.. options, Config];
        var given = new Dictionary<string, GivenValue>(StringComparer.Ordinal);
        ReadEnvironment(section, all, environment, given);
        ReadArguments(all, [.. WithoutCommand(section, args)], given);
        if (readFile is not null && given.GetValueOrDefault(Config.Name) is { Text.Length: > 0 } file)
            OptionFile.Read(file.Text, readFile(file.Text), options, given);
        return new OptionValues(all, given);
    }

    // Charts say which part of one image is to start: "controller start".
    private static IEnumerable<string> WithoutCommand(string section, IReadOnlyList<string> args) =>
        args is [var command, "start", ..] && command.Equals(section, StringComparison.OrdinalIgnoreCase) ? args.Skip(2) : args;

    private static void ReadEnvironment(
        string section, IReadOnlyList<CommandOption> options, IReadOnlyDictionary<string, string> environment, Dictionary<string, GivenValue> given)
    {
        var prefix = section + "__";
        foreach (var (variable, value) in environment)
        {
            if (!variable.StartsWith(prefix, StringComparison.OrdinalIgnoreCase))
                continue;

            var name = variable[prefix.Length..];
            var option = options.FirstOrDefault(known => known.Names.Any(its => CommandOption.EnvironmentName(its).Equals(name, StringComparison.OrdinalIgnoreCase)))
                ?? throw new UsageException(
                    $"Environment variable '{variable}' is not an option{Suggestion.Sentence(name, options.SelectMany(known => known.Names).Select(CommandOption.EnvironmentName), near => prefix + near)}");
            given[option.Name] = new GivenValue(value, variable);
        }
    }

    private static void ReadArguments(IReadOnlyList<CommandOption> options, IReadOnlyList<string> args, Dictionary<string, GivenValue> given)
    {
        var lists = new HashSet<string>(StringComparer.Ordinal);
        for (var index = 0; index < args.Count; index++)
        {
            var word = args[index];
            if (!word.StartsWith("--", StringComparison.Ordinal) || word.Length == 2)
                throw new UsageException($"'{word}' is not an option; options start with '--', try --help.");

            var equals = word.IndexOf('=', StringComparison.Ordinal);
            var name = equals < 0 ? word[2..] : word[2..equals];
            var option = options.FirstOrDefault(known => known.Names.Contains(name))
                ?? throw new UsageException($"'--{name}' is not an option{Suggestion.Sentence(name, options.SelectMany(known => known.Names), near => "--" + near)}");

            var value = equals >= 0 ? word[(equals + 1)..]
                : option.IsSwitch ? "true"
                : index + 1 < args.Count ? args[++index]
                : throw new UsageException($"'--{name}' needs a value: --{name} {option.Placeholder}.");
            if (option.IsList && !lists.Add(option.Name))
                value = $"{given[option.Name].Text},{value}";
            given[option.Name] = new GivenValue(value, "--" + name);
        }
    }
}
