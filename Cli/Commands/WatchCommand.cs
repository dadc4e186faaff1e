using System.CommandLine;
using Cli.Live;

namespace Cli.Commands;

/// <summary><c>sparkctl watch NAME</c>: one line for each change of state, driver, executors and events, until the application ends.</summary>
internal static class WatchCommand
{
    public static Command Build(Shell shell, GlobalOptions global)
    {
        var name = CommonArguments.Application();
        var timeout = CommonArguments.Timeout();
        var command = new Command("watch", "Show a SparkApplication live until it ends. Exits with 0 if it completed, with the exit code of its driver (or 1) if it failed.") { name, timeout };
        command.SetAction((parsed, cancellationToken) =>
            LiveView.ShowAsync(global.Connect(shell, parsed), parsed.GetRequiredValue(name), shell, parsed.GetValue(timeout), cancellationToken));
        return command;
    }
}
