using System.Text.Json.Nodes;
using Kubernetes.Client;
using Kubernetes.Client.Requests;

namespace EndToEnd.Tests.Clusters;

/// <summary>One thing that somebody asked of LocalCluster's API server.</summary>
public sealed record AskedFor(string User, string Verb, string Group, string Resource, string Namespace, bool Allowed)
{
    /// <summary>What an API server says when the answer is no.</summary>
    public string Refusal => $"cannot {Verb} resource \"{Resource}\" in API group \"{Group}\"";

    /// <summary>Everything that service accounts asked for so far, each once.</summary>
    public static async Task<IReadOnlyList<AskedFor>> OfAccountsAsync(IKubernetesApi api)
    {
        var answer = await api.SendAsync(ApiRequests.Path("/_local/access"), CancellationToken.None);
        return [.. JsonNode.Parse(answer.Body.Span)!["items"]!.AsArray()
            .Where(item => item!["path"] is null && ((string)item["user"]!).StartsWith("system:serviceaccount:", StringComparison.Ordinal))
            .Select(item => new AskedFor(
                (string)item!["user"]!, (string)item["verb"]!, (string)item["group"]!, (string)item["resource"]!, (string)item["namespace"]!, (bool)item["allowed"]!))];
    }
}
