using System.CommandLine;
using Cli.Output;

namespace Cli.Commands;

/// <summary><c>sparkctl event NAME</c>: what happened to an application.</summary>
internal static class EventCommand
{
    public static Command Build(Shell shell, GlobalOptions global)
    {
        var name = CommonArguments.Application();
        var command = new Command("event", "Show the events of a SparkApplication.") { name };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var cluster = global.Connect(shell, parsed);
            var application = await cluster.GetApplicationAsync(parsed.GetRequiredValue(name), cancellationToken);
            var events = await StatusCommand.EventsAsync(cluster, application, cancellationToken);
            if (events.Count > 0)
                await shell.Out.WriteAsync(EventText.Render(events, shell.Clock.GetUtcNow()));
            else
                await shell.Error.WriteLineAsync("No events; the cluster keeps them for an hour.");
        });
        return command;
    }
}
