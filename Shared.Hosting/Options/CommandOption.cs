namespace Shared.Hosting.Options;

/// <summary>
/// One option of a process: <c>--log-level VALUE</c> on the command line, <c>Section__LogLevel</c> in the environment, <c>log-level: VALUE</c> in the file
/// that <c>--config</c> names; what stands earlier in this list wins.
/// </summary>
/// <param name="Name">Without the dashes, in kebab case.</param>
/// <param name="Help">One sentence with unit and default.</param>
/// <param name="Placeholder">What stands for the value in the help; null makes it a switch, which takes no value (or <c>=true</c>, <c>=false</c>).</param>
/// <param name="Default">Taken when the option is given nowhere; null means absent.</param>
public sealed record CommandOption(string Name, string Help, string? Placeholder = "VALUE", string? Default = null)
{
    /// <summary>Further names for the same thing, such as those that existing charts use.</summary>
    public IReadOnlyList<string> Aliases { get; init; } = [];

    /// <summary>Given several times, the values are one list; otherwise the last one counts.</summary>
    public bool IsList { get; init; }

    /// <summary>Why the option is taken and changes nothing; null when it counts.</summary>
    public string? WithoutEffect { get; init; }

    public bool IsSwitch => Placeholder is null;

    internal IEnumerable<string> Names => Aliases.Prepend(Name);

    /// <summary>An option of a program that this one replaces: existing arguments still start it, and a note tells why nothing comes of it.</summary>
    public static CommandOption Ignored(string name, string why, string? placeholder = "VALUE") => new(name, why, placeholder) { WithoutEffect = why };

    internal static string EnvironmentName(string name) => name.Replace("-", "", StringComparison.Ordinal);
}
