using System.Text;
using Shared.Hosting.Rights;

namespace Deployment.Tests.Rights;

/// <summary><c>docs/rbac.md</c>.</summary>
internal static class RightsDocument
{
    private static readonly (RightHolder Holder, string Title, string Text)[] Parts =
    [
        (RightHolder.Controller, "Controller", "Service account `spark-operator-controller`."),
        (RightHolder.Webhook, "Webhook", "Service account `spark-operator-webhook`."),
        (RightHolder.SparkDriver, "Spark driver", "Service account `spark-operator-spark` in each namespace of applications. A driver can create pods, so a namespace of applications is one domain of trust: "
            + "do not keep stronger service accounts or other people's Secrets there."),
    ];

    public static string Render()
    {
        var text = new StringBuilder($"""
            <!-- Made from Shared.Hosting/Rights: {GeneratedFile.Command} -->
            # Rights

            Every right that the operator holds, and why. The chart's roles and the manifests in `kustomize/` are made from the same table, and the end-to-end tests run the processes with exactly these.

            Nobody lists or watches Secrets or ConfigMaps. Nobody holds a wildcard, `escalate`, `bind` or `impersonate`, executes in pods, or changes webhook configurations, service accounts or roles
            of others. A right beyond the base comes only with the feature that needs it.

            | where | whole cluster | named namespaces | one namespace |
            |---|---|---|---|
            | chart values | `spark.jobNamespaces: [""]` or `spark.jobNamespaceSelector` | `spark.jobNamespaces: [a, b]` | `spark.jobNamespaces: [a]`, `rbac.clusterScoped: false`, `webhook.enable: false` |
            | rights for applications | ClusterRole | a Role in each | a Role |
            | webhook | on | on | off: the API server's configurations belong to the whole cluster. The controller checks applications itself, and pods are complete when they are created |


            """);
        foreach (var (holder, title, about) in Parts)
        {
            text.Append($"## {title}\n\n{about}\n\n| API group | resources | verbs | where | for | why |\n|---|---|---|---|---|---|\n");
            foreach (var right in RightsTable.All.Where(right => right.Holder == holder))
            {
                text.Append($"| {string.Join("<br>", right.Groups.Select(group => group.Length == 0 ? "core" : group))} | {Names(right)} | {string.Join(", ", right.Verbs)} | {Where(right.Scope)} ")
                    .Append($"| {(right.Feature == RightFeature.Base ? "base" : $"{right.Feature.Name}: {right.Feature.Switch}")} | {right.Reason} |\n");
            }

            text.Append('\n');
        }

        return text.ToString().TrimEnd('\n') + "\n";
    }

    private static string Names(Right right) => string.Join("<br>", right.Resources) + right.Only switch
    {
        RightObject.ControllerLease => "<br>named `F-controller-lock`",
        RightObject.WebhookCertificateSecret => "<br>named `F-webhook-certs`",
        RightObject.WebhookConfigurations => "<br>named `F-webhook`",
        _ => "",
    };

    private static string Where(RightScope scope) => scope switch
    {
        RightScope.JobNamespaces => "namespaces of applications",
        RightScope.OwnNamespace => "own namespace",
        _ => "cluster",
    };
}
