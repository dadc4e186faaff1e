using System.Text;
using Shared.Hosting.Rights;

namespace Deployment.Tests.Rights;

/// <summary>The table as named templates of the chart, one for each holder and scope; a rule stands behind the condition of its feature.</summary>
internal static class ChartRights
{
    private static readonly (RightHolder Holder, string Name)[] Holders =
        [(RightHolder.Controller, "controller"), (RightHolder.Webhook, "webhook"), (RightHolder.SparkDriver, "spark")];

    private static readonly (RightScope Scope, string Name)[] Scopes =
        [(RightScope.JobNamespaces, "jobs"), (RightScope.OwnNamespace, "own"), (RightScope.Cluster, "cluster")];

    public static string Render()
    {
        var text = new StringBuilder($"{{{{/* Made from Shared.Hosting/Rights: {GeneratedFile.Command} */}}}}\n");
        foreach (var (holder, name) in Holders)
        {
            foreach (var (scope, where) in Scopes)
                Define($"spark-operator.rights.{name}.{where}", [.. RightsTable.Of(holder, scope)], text);
        }

        return text.ToString();
    }

    private static void Define(string name, IReadOnlyList<Right> rights, StringBuilder text)
    {
        text.Append($"\n{{{{- define \"{name}\" -}}}}\n");
        foreach (var right in rights)
        {
            if (right.Feature.ChartCondition is { } condition)
                text.Append($"{{{{- if {condition} }}}}\n");
            text.Append(RuleYaml.Of(right, ChartName));
            if (right.Feature.ChartCondition is not null)
                text.Append("{{- end }}\n");
        }

        text.Append("{{- end }}\n");
    }

    private static string ChartName(RightObject only) => only switch
    {
        RightObject.ControllerLease => """{{ include "spark-operator.controller.leaseName" . }}""",
        RightObject.WebhookCertificateSecret => """{{ include "spark-operator.webhook.secretName" . }}""",
        _ => """{{ include "spark-operator.webhook.name" . }}""",
    };
}
