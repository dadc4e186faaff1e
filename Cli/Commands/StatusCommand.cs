using System.CommandLine;
using Cli.Output;
using Kubernetes.Client.Requests;
using Shared.Contracts.Core;
using Shared.Contracts.Serialization;
using Shared.Contracts.SparkApplications;

namespace Cli.Commands;

/// <summary><c>sparkctl status NAME</c>: state, pods and events of one application.</summary>
internal static class StatusCommand
{
    public static Command Build(Shell shell, GlobalOptions global)
    {
        var name = CommonArguments.Application();
        var output = CommonArguments.Output();
        var command = new Command("status", "Show a SparkApplication, its pods and its events.") { name, output };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var cluster = global.Connect(shell, parsed);
            var json = await cluster.GetApplicationJsonAsync(parsed.GetRequiredValue(name), cancellationToken);
            if ((parsed.GetValue(output) ?? OutputChoice.Table).Whole(json) is { } whole)
            {
                await shell.Out.WriteAsync(whole);
                return;
            }

            var application = ContractsJson.Deserialize<SparkApplication>(json);
            var pods = await cluster.ListPodsAsync(parsed.GetRequiredValue(name), cancellationToken);
            var events = await EventsAsync(cluster, application, cancellationToken);
            await shell.Out.WriteAsync(StatusText.Render(application, pods, events, shell.Clock.GetUtcNow(), shell.Colours));
        });
        return command;
    }

    /// <summary>Events about this very object, oldest first; those of an earlier one of the same name are not its own.</summary>
    internal static async Task<IReadOnlyList<Event>> EventsAsync(
        Cluster.ClusterAccess cluster, SparkApplication application, CancellationToken cancellationToken)
    {
        var options = new ListOptions { FieldSelector = Cluster.ClusterAccess.EventSelector(application.Metadata!.Name!) };
        var items = await cluster.ListAsync(KubernetesResources.Events, cluster.Namespace, options, cancellationToken);
        return [.. items.Select(ContractsJson.Deserialize<Event>)
            .Where(item => IsAbout(item, application)).OrderBy(EventText.Time)];
    }

    internal static bool IsAbout(Event item, SparkApplication application) =>
        item.InvolvedObject?.Uid is null or "" || item.InvolvedObject.Uid == application.Metadata?.Uid;
}
