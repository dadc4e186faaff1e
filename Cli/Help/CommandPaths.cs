using System.CommandLine;

namespace Cli.Help;

/// <summary>The words that lead to a command.</summary>
internal static class CommandPaths
{
    /// <summary>Such as <c>crds install</c>; empty for the root.</summary>
    public static string PathOf(this Command command) =>
        command is RootCommand ? "" : string.Join(' ', command.Parents.OfType<Command>().Select(PathOf).Append(command.Name).Where(word => word.Length > 0));
}
