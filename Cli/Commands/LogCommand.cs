using System.CommandLine;
using Cli.Logs;

namespace Cli.Commands;

/// <summary><c>sparkctl log NAME</c>: the log of the driver, of one executor, or of all pods.</summary>
internal static class LogCommand
{
    public static Command Build(Shell shell, GlobalOptions global)
    {
        var name = CommonArguments.Application();
        var follow = new Option<bool>("--follow", "-f") { Description = "Go on until the application ends, across attempts; waits for the start." };
        var executor = new Option<int?>("--executor", "-e") { Description = "Number of an executor. Default: the driver." };
        var all = new Option<bool>("--all") { Description = "Driver and executors together, each line with its role in front." };
        var tail = new Option<int?>("--tail") { Description = "Only so many lines from the end." };
        var since = CommonArguments.Span("--since", "Only lines younger than this: 90s, 10m, 2h.");
        var timestamps = new Option<bool>("--timestamps") { Description = "With the time of each line." };
        var command = new Command("log", "Print the log of a driver or executor.") { name, follow, executor, all, tail, since, timestamps };
        command.Validators.Add(result =>
        {
            if (result.GetValue(all) && result.GetValue(executor) is not null)
                result.AddError("--all and --executor exclude each other");
        });
        command.SetAction((parsed, cancellationToken) =>
        {
            var (cluster, application) = (global.Connect(shell, parsed), parsed.GetRequiredValue(name));
            var wanted = new LogRequest(parsed.GetValue(follow), parsed.GetValue(tail), parsed.GetValue(since), parsed.GetValue(timestamps));
            return parsed.GetValue(all)
                ? MergedLog.CopyAsync(cluster, application, wanted, shell, cancellationToken)
                : ApplicationLog.CopyAsync(cluster, application, parsed.GetValue(executor) is >= 0 and var number ? number : null, wanted, shell, cancellationToken);
        });
        return command;
    }
}
