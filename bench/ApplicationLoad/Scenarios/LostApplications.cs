using System.Text.Json.Nodes;
using ApplicationLoad.Loading;
using Kubernetes.Client;
using Kubernetes.Client.Requests;
using Testing.Operator;

namespace ApplicationLoad.Scenarios;

/// <summary>What the cluster says of applications that were accepted and never ended, so that a loss can be looked into.</summary>
internal static class LostApplications
{
    private const int AtMost = 20;

    /// <summary>Of each: its name, its status and that of its driver; null for what is not there.</summary>
    public static async Task<JsonArray> DescribeAsync(IKubernetesApi api, Ledger ledger)
    {
        var described = new JsonArray();
        foreach (var key in ledger.Unended.Take(AtMost))
        {
            var parts = key.Split('/');
            var application = await api.FindAsync(ClusterObjects.SparkApplications, parts[0], parts[1]);
            var driver = await api.FindAsync(KubernetesResources.Pods, parts[0], $"{parts[1]}-driver");
            described.Add(new JsonObject { ["name"] = key, ["status"] = application?["status"]?.DeepClone(), ["driver"] = driver?["status"]?.DeepClone() });
        }

        return described;
    }
}
