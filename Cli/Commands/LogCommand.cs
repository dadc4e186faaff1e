using System.CommandLine;

namespace Cli.Commands;

/// <summary><c>sparkctl log NAME</c>: the log of the driver or of one executor.</summary>
internal static class LogCommand
{
    public static Command Build(Shell shell, GlobalOptions global)
    {
        var name = CommonArguments.Application();
        var follow = new Option<bool>("--follow", "-f") { Description = "Go on until the container ends; waits for it to start." };
        var executor = new Option<int?>("--executor", "-e") { Description = "Number of an executor. Default: the driver." };
        var command = new Command("log", "Print the log of a driver or executor.") { name, follow, executor };
        command.SetAction((parsed, cancellationToken) => PodLog.CopyAsync(
            global.Connect(shell, parsed), parsed.GetRequiredValue(name), parsed.GetValue(executor), parsed.GetValue(follow), shell, cancellationToken));
        return command;
    }
}
