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
        var output = new Option<string>("--output", "-o") { Description = "json or yaml. Default: a table.", DefaultValueFactory = _ => "table" };
        output.AcceptOnlyFromAmong("table", "json", "yaml");
        var command = new Command("top", "Show the requested resources by application.") { everywhere, selector, output };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var (cluster, all) = (global.Connect(shell, parsed), parsed.GetValue(everywhere));
            var options = new ListOptions { LabelSelector = string.Join(',', new[] { Labels.AppName, parsed.GetValue(selector) }.Where(text => !string.IsNullOrEmpty(text))) };
            var pods = await cluster.ListAsync(KubernetesResources.Pods, all ? null : cluster.Namespace, options, cancellationToken);
            var sums = Sums(pods);
            if (parsed.GetRequiredValue(output) is not "table" and var format)
            {
                await shell.Out.WriteAsync(ObjectText.Of(new JsonArray([.. sums.Select(Json)]), format == "json" ? OutputFormat.Json : OutputFormat.Yaml));
                return;
            }

            if (sums.Count == 0)
            {
                await shell.Error.WriteLineAsync("No pods of applications found.");
                return;
            }

            string[] header = ["NAME", "PODS", "CPU", "MEMORY", "GPU"];
            await shell.Out.WriteAsync(TextTable.Render(all ? ["NAMESPACE", .. header] : header, [.. Rows(sums).Select(row => all ? row : [.. row.Skip(1)])], shell.Colours));
        });
        return command;
    }

    private static List<(string Namespace, string Name, ResourceSums Sums)> Sums(IReadOnlyList<JsonObject> pods) =>
        [.. pods.Select(ContractsJson.Deserialize<Pod>)
            .GroupBy(pod => (Namespace: pod.Metadata?.Namespace ?? "", Name: pod.Metadata!.Labels.OrEmpty()[Labels.AppName]))
            .Select(group => (group.Key.Namespace, group.Key.Name, Sums: ResourceSums.Of(group)))
            .Where(application => application.Sums.Pods > 0)
            .OrderByDescending(application => application.Sums.Cpu).ThenByDescending(application => application.Sums.Memory)
            .ThenBy(application => application.Name, StringComparer.Ordinal)];

    private static IEnumerable<IReadOnlyList<string>> Rows(IReadOnlyList<(string Namespace, string Name, ResourceSums Sums)> applications) =>
        applications.Select(application => Row(application.Namespace, application.Name, application.Sums))
            .Append(Row("", "TOTAL", applications.Aggregate(ResourceSums.None, (total, application) => total + application.Sums)));

    // Plain numbers, for programs: cores, bytes.
    private static JsonObject Json((string Namespace, string Name, ResourceSums Sums) application) => new()
    {
        ["namespace"] = application.Namespace,
        ["name"] = application.Name,
        ["pods"] = application.Sums.Pods,
        ["cpu"] = (double)application.Sums.Cpu,
        ["memory"] = (long)decimal.Ceiling(application.Sums.Memory),
        ["gpu"] = (double)application.Sums.Gpus,
    };

    private static IReadOnlyList<string> Row(string @namespace, string name, ResourceSums sums) =>
        [@namespace, name, sums.Pods.ToString(CultureInfo.InvariantCulture), sums.CpuText, sums.MemoryText, sums.GpuText];
}
