using System.Text.Json;
using System.Text.Json.Nodes;
using Kubernetes.Client;
using Kubernetes.Client.Connection;
using Kubernetes.Client.Requests;

namespace Testing.Operator;

/// <summary>What a test asks the cluster, beside what the product does: plain JSON, so that it cannot share a mistake with our types.</summary>
public static class ClusterObjects
{
    public static readonly KubernetesResource SparkApplications = new("sparkoperator.k8s.io", "v1beta2", "sparkapplications", "SparkApplication");

    /// <summary>The object, or null when there is none.</summary>
    public static async Task<JsonNode?> FindAsync(this IKubernetesApi api, KubernetesResource resource, string @namespace, string name)
    {
        try
        {
            return JsonNode.Parse((await api.SendAsync(ApiRequests.Get(resource, @namespace, name), CancellationToken.None)).Body.Span);
        }
        catch (ApiStatusException exception) when (exception.IsNotFound)
        {
            return null;
        }
    }

    public static async Task<IReadOnlyList<JsonNode>> ListAsync(this IKubernetesApi api, KubernetesResource resource, string? @namespace, string? labelSelector = null)
    {
        var response = await api.SendAsync(ApiRequests.List(resource, @namespace, new ListOptions { LabelSelector = labelSelector }), CancellationToken.None);
        return [.. JsonNode.Parse(response.Body.Span)!["items"]!.AsArray().Select(item => item!)];
    }

    public static async Task<JsonNode> CreateAsync(this IKubernetesApi api, KubernetesResource resource, string? @namespace, JsonNode body)
    {
        var response = await api.SendAsync(ApiRequests.Create(resource, @namespace, JsonSerializer.SerializeToUtf8Bytes(body)), CancellationToken.None);
        return JsonNode.Parse(response.Body.Span)!;
    }

    /// <summary>The state of an application as upstream spells it; empty when it has none yet or is not there.</summary>
    public static async Task<string> StateAsync(this IKubernetesApi api, string @namespace, string name) =>
        (string?)(await api.FindAsync(SparkApplications, @namespace, name))?["status"]?["applicationState"]?["state"] ?? "";

    public static Task<IReadOnlyList<JsonNode>> DriversAsync(this IKubernetesApi api, string @namespace, string application) =>
        api.ListAsync(KubernetesResources.Pods, @namespace, $"spark-role=driver,sparkoperator.k8s.io/app-name={application}");

    public static string Uid(this JsonNode item) => (string)item["metadata"]!["uid"]!;
}
