using System.CommandLine;
using System.Text.Json.Nodes;
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
        var output = CommonArguments.Output();
        var command = new Command("event", "Show the events of a SparkApplication.") { name, follow, output };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var cluster = global.Connect(shell, parsed);
            var application = await cluster.GetApplicationAsync(parsed.GetRequiredValue(name), cancellationToken);
            var choice = parsed.GetValue(output) ?? OutputChoice.Table;
            await (parsed.GetValue(follow) ? FollowAsync(cluster, application, choice, shell, cancellationToken) : PrintAsync(cluster, application, choice, shell, cancellationToken));
        });
        return command;
    }

    private static async Task PrintAsync(ClusterAccess cluster, SparkApplication application, OutputChoice choice, Shell shell, CancellationToken cancellationToken)
    {
        var events = await StatusCommand.EventsAsync(cluster, application, cancellationToken);
        if (choice.Whole(ObjectText.List(events.Select(item => ContractsJson.ToNode(item)!.AsObject()))) is { } whole)
            await shell.Out.WriteAsync(whole);
        else if (choice.Format is OutputFormat.Name)
            await shell.Out.WriteAsync(string.Concat(events.Select(NameOf)));
        else if (events.Count > 0)
            await shell.Out.WriteAsync(EventText.Render(events, shell.Clock.GetUtcNow(), shell.Colours));
        else
            await shell.Error.WriteLineAsync("No events; the cluster keeps them for an hour.");
    }

    // What has happened comes first and in order. An event that happens again comes again, with its count.
    private static async Task FollowAsync(ClusterAccess cluster, SparkApplication application, OutputChoice choice, Shell shell, CancellationToken cancellationToken)
    {
        var (table, told) = (new GrowingTable(EventText.Header, shell.Colours), new HashSet<(string?, int?)>());
        var before = await StatusCommand.EventsAsync(cluster, application, cancellationToken);
        table.MakeRoomFor(before.Select(item => EventText.Row(item, shell.Clock.GetUtcNow())));
        foreach (var @event in before)
            await TellAsync(@event, ContractsJson.ToNode(@event)!.AsObject());

        var interest = new Interest(KubernetesResources.Events, FieldSelector: ClusterAccess.EventSelector(application.Metadata!.Name!));
        await foreach (var sighting in ObjectFeed.FollowAsync(cluster, [interest], shell.Clock, cancellationToken))
        {
            var @event = ContractsJson.Deserialize<Event>(sighting.Object);
            if (!sighting.IsGone && StatusCommand.IsAbout(@event, application))
                await TellAsync(@event, sighting.Object);
        }

        async Task TellAsync(Event @event, JsonObject whole)
        {
            if (!told.Add((@event.Metadata?.Uid ?? @event.Metadata?.Name, @event.Count)))
                return;

            await shell.Out.WriteAsync(choice.Whole(whole) ?? (choice.Format is OutputFormat.Name ? NameOf(@event) : table.Next(EventText.Row(@event, shell.Clock.GetUtcNow()))));
            await shell.Out.FlushAsync(cancellationToken);
        }
    }

    private static string NameOf(Event @event) => $"event/{@event.Metadata?.Name}\n";
}
