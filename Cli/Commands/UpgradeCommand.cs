using System.CommandLine;
using System.Text.Json.Nodes;
using Cli.Cluster;
using Cli.Lint;
using Kubernetes.Client.Connection;
using Kubernetes.Client.Requests;

namespace Cli.Commands;

/// <summary><c>sparkctl upgrade check</c>: which live objects this version would refuse or warn of.</summary>
internal static class UpgradeCommand
{
    private static readonly KubernetesResource[] Kinds = [SparkResources.Applications, SparkResources.Schedules, SparkResources.Connects];

    public static Command Build(Shell shell, GlobalOptions global)
    {
        var everywhere = CommonArguments.AllNamespaces();
        var selector = CommonArguments.Selector();
        var check = new Command("check", "Judge every live object by the rules of this version. Exits with 1 if one would be refused.") { everywhere, selector };
        check.SetAction(async (parsed, cancellationToken) =>
        {
            var cluster = global.Connect(shell, parsed);
            var (judged, refused) = (0, 0);
            foreach (var kind in Kinds)
            {
                foreach (var item in await ListAsync(cluster, kind, parsed.GetValue(everywhere), parsed.GetValue(selector), cancellationToken))
                {
                    var findings = ManifestLint.JudgeStored(Title(kind, item), Complete(kind, item));
                    judged++;
                    refused += findings.Any(finding => finding.Severity == Finding.Error) ? 1 : 0;
                    foreach (var finding in findings)
                        await shell.Out.WriteLineAsync(finding.ToText(shell.Colours));
                }
            }

            await shell.Error.WriteLineAsync($"{judged} object(s) judged, {refused} would be refused; those that run go on all the same: rules meet them at their next change or attempt.");
            return refused > 0 ? ExitCodes.Failed : ExitCodes.Ok;
        });
        return new Command("upgrade", "Before another version is installed.") { check };
    }

    private static async Task<IReadOnlyList<JsonObject>> ListAsync(ClusterAccess cluster, KubernetesResource kind, bool everywhere, string? selector, CancellationToken cancellationToken)
    {
        try
        {
            return await cluster.ListAsync(kind, everywhere ? null : cluster.Namespace, new ListOptions { LabelSelector = selector }, cancellationToken);
        }
        catch (ApiStatusException refusal) when (refusal.IsNotFound)
        {
            return []; // A kind that the cluster does not know has no objects.
        }
    }

    private static string Title(KubernetesResource kind, JsonObject item) => $"{kind.Plural}/{item["metadata"]?["namespace"]}/{item["metadata"]?["name"]}";

    // Items of a list carry neither.
    private static JsonObject Complete(KubernetesResource kind, JsonObject item)
    {
        item["apiVersion"] ??= $"{kind.Group}/{kind.Version}";
        item["kind"] ??= kind.Kind;
        return item;
    }
}
