using System.CommandLine;
using Cli.Live;

namespace Cli.Commands;

/// <summary><c>sparkctl wait NAME</c>: returns when the application has ended; the exit code tells how.</summary>
internal static class WaitCommand
{
    public static Command Build(Shell shell, GlobalOptions global)
    {
        var name = CommonArguments.Application();
        var timeout = CommonArguments.Timeout();
        var command = new Command("wait", "Wait until a SparkApplication ends. Exits with 0 if it completed, with the exit code of its driver (or 1) if it failed, and with 1 if the time is over.") { name, timeout };
        command.SetAction((parsed, cancellationToken) =>
            Completion.WaitAsync(global.Connect(shell, parsed), parsed.GetRequiredValue(name), shell, parsed.GetValue(timeout), cancellationToken));
        return command;
    }
}
