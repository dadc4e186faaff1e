using System.Text.Json.Nodes;
using Cli.Cluster;
using Kubernetes.Client.Requests;
using Shared.Contracts.Core;
using Shared.Contracts.Serialization;
using Shared.Submission;

namespace Cli.SparkSubmit;

/// <summary>Creates what one submission needs, in Spark's own order: the driver first, which then owns the rest. Source: <c>Client.run</c>.</summary>
internal static class DirectSubmission
{
    private static readonly TimeSpan CleanUpTime = TimeSpan.FromSeconds(10);

    /// <returns>The driver as the server stored it.</returns>
    public static async Task<Pod> CreateAsync(ClusterAccess cluster, SparkObjects objects, TimeProvider clock, CancellationToken cancellationToken)
    {
        var created = await cluster.Api.SendAsync(
            ApiRequests.Create(KubernetesResources.Pods, objects.Namespace, ContractsJson.Serialize(objects.Driver)), cancellationToken);
        var driver = ContractsJson.Deserialize<Pod>(created.Body.Span);

        try
        {
            foreach (var companion in objects.Companions)
                await cluster.Api.SendAsync(ApiRequests.Create(Resource(companion), objects.Namespace, Owned(companion, driver, objects.Namespace).ToJson()), cancellationToken);
        }
        catch
        {
            // A driver without its settings would wait for them for ever. What exists already goes with it: the driver owns it.
            using var time = new CancellationTokenSource(CleanUpTime, clock);
            await cluster.Api.SendAsync(
                ApiRequests.Delete(KubernetesResources.Pods, objects.Namespace, driver.Metadata!.Name!, new DeleteOptions { Uid = driver.Metadata.Uid }), time.Token);
            throw;
        }

        return driver;
    }

    /// <summary>All objects as they would be created, the driver first; no owner, which exists only in a cluster.</summary>
    public static IEnumerable<JsonObject> Objects(SparkObjects objects) =>
        objects.Companions
            .Select(companion => JsonNode.Parse(companion.With(companion.Metadata with { Namespace = objects.Namespace }).ToJson())!.AsObject())
            .Prepend(ContractsJson.ToNode(objects.Driver with { Metadata = objects.Driver.Metadata! with { Namespace = objects.Namespace } }).AsObject());

    private static Companion Owned(Companion companion, Pod driver, string @namespace) => companion.With(companion.Metadata with
    {
        Namespace = @namespace,
        OwnerReferences = [new OwnerReference { ApiVersion = "v1", Kind = "Pod", Name = driver.Metadata!.Name, Uid = driver.Metadata.Uid, Controller = true }],
    });

    private static KubernetesResource Resource(Companion companion) => companion.ApiVersion.Split('/') is [var group, var version]
        ? new KubernetesResource(group, version, companion.Plural, companion.Kind)
        : new KubernetesResource("", companion.ApiVersion, companion.Plural, companion.Kind);
}
