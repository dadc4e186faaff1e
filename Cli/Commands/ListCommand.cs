using System.CommandLine;
using System.Text.Json.Nodes;
using Cli.Cluster;
using Cli.Live;
using Cli.Output;
using Kubernetes.Client.Connection;
using Kubernetes.Client.Requests;

namespace Cli.Commands;

/// <summary><c>sparkctl list</c>: the applications of a namespace.</summary>
internal static class ListCommand
{
    public static Command Build(Shell shell, GlobalOptions global)
    {
        var everywhere = CommonArguments.AllNamespaces();
        var selector = CommonArguments.Selector();
        var output = CommonArguments.Output();
        var watch = new Option<bool>("--watch", "-w") { Description = "Go on and print what changes, until interrupted." };
        var command = new Command("list", "List SparkApplications.") { everywhere, selector, output, watch };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var scope = new Scope(global.Connect(shell, parsed), parsed.GetValue(everywhere), parsed.GetValue(selector));
            var choice = parsed.GetValue(output) ?? OutputChoice.Table;
            await (parsed.GetValue(watch) ? WatchAsync(scope, choice, shell, cancellationToken) : PrintAsync(scope, choice, shell, cancellationToken));
        });
        return command;
    }

    private static async Task PrintAsync(Scope scope, OutputChoice choice, Shell shell, CancellationToken cancellationToken)
    {
        var items = await scope.ListAsync(cancellationToken);
        if (choice.Whole(ObjectText.List(items)) is { } whole)
            await shell.Out.WriteAsync(whole);
        else if (choice.Format is OutputFormat.Name)
            await shell.Out.WriteAsync(string.Concat(items.Select(item => $"{NameOf(item)}\n")));
        else if (items.Count > 0)
            await shell.Out.WriteAsync(ApplicationTable.Render(items, shell.Clock.GetUtcNow(), scope.Everywhere, choice.Format is OutputFormat.Wide, shell.Colours));
        else
            await shell.Error.WriteLineAsync(scope.Everywhere ? "No SparkApplications found." : $"No SparkApplications found in namespace '{scope.Cluster.Namespace}'.");
    }

    // What is there comes first, then every change; a row is as wide as its table's heading made it.
    private static async Task WatchAsync(Scope scope, OutputChoice choice, Shell shell, CancellationToken cancellationToken)
    {
        // A list first: it tells a cluster without our kinds from one without applications, and how wide the columns will be.
        var items = await scope.ListAsync(cancellationToken);
        var table = new GrowingTable(ApplicationTable.Header(scope.Everywhere, choice.Format is OutputFormat.Wide), shell.Colours);
        table.MakeRoomFor(items.Select(item => ApplicationTable.Row(item, shell.Clock.GetUtcNow(), scope.Everywhere, choice.Format is OutputFormat.Wide)));
        await foreach (var sighting in ObjectFeed.FollowAsync(scope.Cluster, [scope.Interest], shell.Clock, cancellationToken))
        {
            var text = choice.Whole(sighting.Object)
                ?? (choice.Format is OutputFormat.Name ? $"{NameOf(sighting.Object)}\n" : table.Next(Row(sighting, scope, choice, shell.Clock.GetUtcNow())));
            await shell.Out.WriteAsync(text);
            await shell.Out.FlushAsync(cancellationToken);
        }
    }

    private static string[] Row(Sighting sighting, Scope scope, OutputChoice choice, DateTimeOffset now)
    {
        var row = ApplicationTable.Row(sighting.Object, now, scope.Everywhere, choice.Format is OutputFormat.Wide);
        if (sighting.IsGone)
            row[scope.Everywhere ? 2 : 1] = "DELETED";
        return row;
    }

    private static string NameOf(JsonObject item) => $"sparkapplication.{SparkResources.Group}/{item["metadata"]?["name"]}";

    private sealed record Scope(ClusterAccess Cluster, bool Everywhere, string? Selector)
    {
        public Interest Interest => new(SparkResources.Applications, Selector, Everywhere: Everywhere);

        public async Task<IReadOnlyList<JsonObject>> ListAsync(CancellationToken cancellationToken)
        {
            try
            {
                return await Cluster.ListAsync(SparkResources.Applications, Everywhere ? null : Cluster.Namespace, new ListOptions { LabelSelector = Selector }, cancellationToken);
            }
            catch (ApiStatusException refusal) when (refusal.IsNotFound)
            {
                throw new CliException($"the cluster at {Cluster.Server} does not know SparkApplications; 'sparkctl crds install' teaches it.", cause: refusal);
            }
        }
    }
}
