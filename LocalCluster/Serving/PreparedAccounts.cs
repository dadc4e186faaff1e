using System.Text.Json.Nodes;
using LocalCluster.Api;

namespace LocalCluster.Serving;

/// <summary>A service account that is there from the start, with a kubeconfig that holds a token of it.</summary>
internal sealed record PreparedAccount(string Namespace, string Name, string File);

/// <summary>Makes prepared accounts, and their namespaces.</summary>
internal static class PreparedAccounts
{
    /// <summary>The kubeconfig of the account.</summary>
    public static async Task<string> MakeAsync(PreparedAccount account, ClusterServer server, CancellationToken cancellationToken)
    {
        await CreateAsync(server.Api, "/api/v1/namespaces", "Namespace", account.Namespace, cancellationToken);
        await CreateAsync(server.Api, $"/api/v1/namespaces/{account.Namespace}/serviceaccounts", "ServiceAccount", account.Name, cancellationToken);
        return server.ServiceAccountKubeconfig(account.Namespace, account.Name);
    }

    // What is there already is as good as made: several accounts may share a namespace.
    private static async Task CreateAsync(IClusterApi api, string path, string kind, string name, CancellationToken cancellationToken)
    {
        var body = new JsonObject { ["apiVersion"] = "v1", ["kind"] = kind, ["metadata"] = new JsonObject { ["name"] = name } };
        var answer = await api.SendAsync(new ApiCall("POST", path, UserInfo.Master, body), cancellationToken);
        if (answer.Status is >= 400 and not 409)
            throw new InvalidOperationException($"{kind} '{name}' cannot be made: {answer.Body["message"]}");
    }
}
