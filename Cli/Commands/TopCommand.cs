using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using Cli.Output;
using Kubernetes.Client.Requests;
using Shared.Contracts.Core;
using Shared.Contracts.Names;
using Shared.Contracts.Serialization;

namespace Cli.Commands;

/// <summary><c>sparkctl top</c>: what the pods of each application request, the hungriest first.</summary>
internal static class TopCommand
{
    public static Command Build(Shell shell, GlobalOptions global)
    {
        var everywhere = CommonArguments.AllNamespaces();
        var selector = CommonArguments.Selector();
        var command = new Command("top", "Show the requested resources by application.") { everywhere, selector };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var (cluster, all) = (global.Connect(shell, parsed), parsed.GetValue(everywhere));
            var options = new ListOptions { LabelSelector = string.Join(',', new[] { Labels.AppName, parsed.GetValue(selector) }.Where(text => !string.IsNullOrEmpty(text))) };
            var pods = await cluster.ListAsync(KubernetesResources.Pods, all ? null : cluster.Namespace, options, cancellationToken);
            var rows = Rows(pods);
            if (rows.Count == 0)
            {
                await shell.Error.WriteLineAsync("No pods of applications found.");
                return;
            }

            string[] header = ["NAME", "PODS", "CPU", "MEMORY", "GPU"];
            await shell.Out.WriteAsync(TextTable.Render(all ? ["NAMESPACE", .. header] : header, [.. rows.Select(row => all ? row : [.. row.Skip(1)])]));
        });
        return command;
    }

    private static List<IReadOnlyList<string>> Rows(IReadOnlyList<JsonObject> pods)
    {
        var sums = pods.Select(ContractsJson.Deserialize<Pod>)
            .GroupBy(pod => (Namespace: pod.Metadata?.Namespace ?? "", Name: pod.Metadata!.Labels.OrEmpty()[Labels.AppName]))
            .Select(group => (group.Key, Sums: ResourceSums.Of(group)))
            .Where(application => application.Sums.Pods > 0)
            .OrderByDescending(application => application.Sums.Cpu).ThenByDescending(application => application.Sums.Memory)
            .ThenBy(application => application.Key.Name, StringComparer.Ordinal).ToList();
        return sums.Count == 0
            ? []
            : [.. sums.Select(application => Row(application.Key.Namespace, application.Key.Name, application.Sums)),
               Row("", "TOTAL", sums.Aggregate(ResourceSums.None, (total, application) => total + application.Sums))];
    }

    private static IReadOnlyList<string> Row(string @namespace, string name, ResourceSums sums) =>
        [@namespace, name, sums.Pods.ToString(CultureInfo.InvariantCulture), sums.CpuText, sums.MemoryText, sums.GpuText];
}
