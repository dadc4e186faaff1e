using System.CommandLine;
using Cli.Cluster;
using Cli.Output;
using Kubernetes.Client.Connection;
using Kubernetes.Client.Requests;

namespace Cli.Commands;

/// <summary><c>sparkctl list</c>: the applications of a namespace.</summary>
internal static class ListCommand
{
    public static Command Build(Shell shell, GlobalOptions global)
    {
        var everywhere = new Option<bool>("--all-namespaces", "-A") { Description = "Of all namespaces." };
        var selector = new Option<string?>("--selector", "-l") { Description = "Only with these labels, such as team=a,app!=b." };
        var output = CommonArguments.Output();
        var command = new Command("list", "List SparkApplications.") { everywhere, selector, output };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var cluster = global.Connect(shell, parsed);
            var all = parsed.GetValue(everywhere);
            var options = new ListOptions { LabelSelector = parsed.GetValue(selector) };
            var items = await ListAsync(cluster, all ? null : cluster.Namespace, options, cancellationToken);
            switch (parsed.GetValue(output))
            {
                case OutputFormat.Name:
                    foreach (var item in items)
                        await shell.Out.WriteLineAsync($"sparkapplication.{SparkResources.Group}/{item["metadata"]?["name"]}");
                    break;
                case var format and (OutputFormat.Json or OutputFormat.Yaml):
                    await shell.Out.WriteAsync(ObjectText.Of(ObjectText.List(items), format));
                    break;
                case var format when items.Count > 0:
                    await shell.Out.WriteAsync(ApplicationTable.Render(items, shell.Clock.GetUtcNow(), all, format is OutputFormat.Wide));
                    break;
                default:
                    await shell.Error.WriteLineAsync(all ? "No SparkApplications found." : $"No SparkApplications found in namespace '{cluster.Namespace}'.");
                    break;
            }
        });
        return command;
    }

    private static async Task<IReadOnlyList<System.Text.Json.Nodes.JsonObject>> ListAsync(
        ClusterAccess cluster, string? @namespace, ListOptions options, CancellationToken cancellationToken)
    {
        try
        {
            return await cluster.ListAsync(SparkResources.Applications, @namespace, options, cancellationToken);
        }
        catch (ApiStatusException refusal) when (refusal.IsNotFound)
        {
            throw new CliException($"the cluster at {cluster.Server} does not know SparkApplications; 'sparkctl crds install' teaches it.", cause: refusal);
        }
    }
}
