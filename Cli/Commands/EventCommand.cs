using System.CommandLine;
using Cli.Cluster;
using Cli.Live;
using Cli.Output;
using Kubernetes.Client.Requests;
using Shared.Contracts.Core;
using Shared.Contracts.Serialization;
using Shared.Contracts.SparkApplications;

namespace Cli.Commands;

/// <summary><c>sparkctl event NAME</c>: what happened to an application.</summary>
internal static class EventCommand
{
    public static Command Build(Shell shell, GlobalOptions global)
    {
        var name = CommonArguments.Application();
        var follow = new Option<bool>("--follow", "-f") { Description = "Go on and print what happens, until interrupted." };
        var command = new Command("event", "Show the events of a SparkApplication.") { name, follow };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var cluster = global.Connect(shell, parsed);
            var application = await cluster.GetApplicationAsync(parsed.GetRequiredValue(name), cancellationToken);
            await (parsed.GetValue(follow) ? FollowAsync(cluster, application, shell, cancellationToken) : PrintAsync(cluster, application, shell, cancellationToken));
        });
        return command;
    }

    private static async Task PrintAsync(ClusterAccess cluster, SparkApplication application, Shell shell, CancellationToken cancellationToken)
    {
        var events = await StatusCommand.EventsAsync(cluster, application, cancellationToken);
        if (events.Count > 0)
            await shell.Out.WriteAsync(EventText.Render(events, shell.Clock.GetUtcNow()));
        else
            await shell.Error.WriteLineAsync("No events; the cluster keeps them for an hour.");
    }

    // An event that happens again comes again, with its count.
    private static async Task FollowAsync(ClusterAccess cluster, SparkApplication application, Shell shell, CancellationToken cancellationToken)
    {
        var (table, told) = (new GrowingTable(EventText.Header, shell.Colours), new HashSet<(string?, int?)>());
        var interest = new Interest(KubernetesResources.Events, FieldSelector: ClusterAccess.EventSelector(application.Metadata!.Name!));
        await foreach (var sighting in ObjectFeed.FollowAsync(cluster, [interest], shell.Clock, cancellationToken))
        {
            var @event = ContractsJson.Deserialize<Event>(sighting.Object);
            var isOwn = @event.InvolvedObject?.Uid is null or "" || @event.InvolvedObject.Uid == application.Metadata.Uid;
            if (sighting.IsGone || !isOwn || !told.Add((@event.Metadata?.Uid ?? @event.Metadata?.Name, @event.Count)))
                continue;

            await shell.Out.WriteAsync(table.Next(EventText.Row(@event, shell.Clock.GetUtcNow())));
            await shell.Out.FlushAsync(cancellationToken);
        }
    }
}
