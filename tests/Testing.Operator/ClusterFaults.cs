using System.Text;
using System.Text.Json.Nodes;
using Kubernetes.Client;
using Kubernetes.Client.Requests;

namespace Testing.Operator;

/// <summary>The fault rules of a running LocalCluster (docs/localcluster.md).</summary>
public static class ClusterFaults
{
    private const string Path = "/_local/faults";

    /// <param name="api">Of an administrator.</param>
    /// <param name="rules">One JSON object each.</param>
    public static Task AddAsync(IKubernetesApi api, params IEnumerable<string> rules) =>
        AskAsync(api, new ApiRequest("POST", Path) { Body = Encoding.UTF8.GetBytes(string.Join('\n', rules)), ContentType = "application/json" });

    /// <summary>Removes all.</summary>
    public static Task ClearAsync(IKubernetesApi api) => AskAsync(api, new ApiRequest("DELETE", Path));

    /// <summary>Each rule as it was given, with <c>seen</c> (requests that fit) and <c>hits</c>.</summary>
    public static async Task<IReadOnlyList<JsonNode>> ListAsync(IKubernetesApi api) =>
        [.. (await AskAsync(api, ApiRequests.Path(Path))).AsArray().Select(rule => rule!)];

    // The answer is a list, which no object of an API server is.
    private static async Task<JsonNode> AskAsync(IKubernetesApi api, ApiRequest request)
    {
        await using var answer = await api.OpenAsync(request, CancellationToken.None);
        return (await JsonNode.ParseAsync(answer))!;
    }
}
