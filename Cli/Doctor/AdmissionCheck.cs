using System.Text.Json.Nodes;
using Cli.Cluster;
using Kubernetes.Client.Connection;
using Kubernetes.Client.Requests;

namespace Cli.Doctor;

/// <summary>Would an application be admitted? A small one is sent as a dry run, through every webhook.</summary>
internal static class AdmissionCheck
{
    private const string Subject = "admission";

    public static async Task<IReadOnlyList<CheckReport>> RunAsync(ClusterAccess cluster, DateTimeOffset now, CancellationToken cancellationToken)
    {
        try
        {
            var request = ApiRequests.Create(SparkResources.Applications, cluster.Namespace, JsonBytes.Of(Probe()), new WriteOptions { DryRun = true });
            var admitted = JsonNode.Parse((await cluster.Api.SendAsync(request, cancellationToken)).Body.Span);
            return [
                CheckReport.Ok(Subject, $"a SparkApplication in namespace '{cluster.Namespace}' would be admitted (dry run)"),
                .. admitted?["spec"]?["restartPolicy"] is null && await HasWebhookAsync(cluster, cancellationToken) ? [Unserved(cluster.Namespace)] : Array.Empty<CheckReport>(),
            ];
        }
        catch (ApiStatusException refusal) when (refusal.IsNotFound)
        {
            return [CheckReport.Problem(Subject, $"namespace '{cluster.Namespace}' or the kind does not exist", "give an existing namespace with -n, and see the definitions above")];
        }
        catch (ApiStatusException refusal) when (refusal.Code >= 500)
        {
            return [CheckReport.Problem(Subject, $"a webhook cannot be called: {refusal.Status.Message}", "see the webhooks above: certificate, Service, network policies between API server and webhook")];
        }
        catch (ApiStatusException refusal) when (refusal.Code is not (401 or 403) || refusal.Reason is not "Forbidden" || IsWebhook(refusal))
        {
            return [CheckReport.Warning(Subject, $"a plain SparkApplication is refused: {refusal.Status.Message}", "that may be a policy of this cluster; ask whoever runs it")];
        }
    }

    // The webhook fills in the restart policy of every application that it is asked about.
    private static CheckReport Unserved(string @namespace) => CheckReport.Warning(
        $"namespace {@namespace}", "the operator's webhook was not asked about that application, so this is hardly one of the namespaces that the operator looks after",
        "add it to the chart's spark.jobNamespaces (or its label to spark.jobNamespaceSelector), or apply to one that is there");

    private static async Task<bool> HasWebhookAsync(ClusterAccess cluster, CancellationToken cancellationToken) =>
        (await cluster.ListAsync(KubernetesResources.MutatingWebhookConfigurations, null, new ListOptions(), cancellationToken))
        .SelectMany(configuration => configuration["webhooks"]?.AsArray() ?? [])
        .Any(hook => hook?["name"]?.GetValue<string>() is { } name && name.EndsWith("sparkapplication.sparkoperator.k8s.io", StringComparison.Ordinal));

    private static bool IsWebhook(ApiStatusException refusal) => refusal.Status.Message?.Contains("admission webhook", StringComparison.Ordinal) == true;

    private static JsonObject Probe() => new()
    {
        ["apiVersion"] = "sparkoperator.k8s.io/v1beta2",
        ["kind"] = "SparkApplication",
        ["metadata"] = new JsonObject { ["generateName"] = "sparkctl-doctor-" },
        ["spec"] = new JsonObject
        {
            ["type"] = "Scala",
            ["mode"] = "cluster",
            ["sparkVersion"] = "4.0.1",
            ["image"] = "spark:4.0.1",
            ["mainClass"] = "org.apache.spark.examples.SparkPi",
            ["mainApplicationFile"] = "local:///opt/spark/examples/jars/spark-examples.jar",
            ["driver"] = new JsonObject { ["serviceAccount"] = "spark" },
            ["executor"] = new JsonObject { ["instances"] = 1 },
        },
    };
}
