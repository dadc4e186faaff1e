using System.CommandLine;
using Cli.Help;

namespace Cli.Commands;

/// <summary><c>sparkctl completion SHELL</c>: prints the script that makes a shell complete.</summary>
internal static class CompletionCommand
{
    public static Command Build(Shell shell)
    {
        var kind = new Argument<string>("shell") { Description = $"{string.Join(", ", CompletionScripts.ByShell.Keys)}; kubectl is for 'kubectl spark'." };
        kind.AcceptOnlyFromAmong([.. CompletionScripts.ByShell.Keys]);
        var command = new Command("completion", "Print the completion script of a shell.") { kind };
        command.SetAction(async (parsed, _) => await shell.Out.WriteAsync(CompletionScripts.ByShell[parsed.GetRequiredValue(kind)]));
        return command;
    }
}
