namespace Shared.Hosting.Options;

/// <summary>
/// One option of a process: <c>--metrics-listen VALUE</c> on the command line, <c>Section__MetricsListen</c> in the
/// environment; the command line wins.
/// </summary>
/// <param name="Name">Without the dashes, in kebab case.</param>
/// <param name="Help">One sentence with unit and default.</param>
/// <param name="Placeholder">What stands for the value in the help; null makes it a switch, which takes no value (or <c>=true</c>, <c>=false</c>).</param>
/// <param name="Default">Taken when the option is given nowhere; null means absent.</param>
public sealed record CommandOption(string Name, string Help, string? Placeholder = "VALUE", string? Default = null)
{
    public bool IsSwitch => Placeholder is null;

    internal string EnvironmentName => Name.Replace("-", "", StringComparison.Ordinal);
}
