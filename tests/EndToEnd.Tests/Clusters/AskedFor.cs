using System.Text.Json.Nodes;
using Kubernetes.Client;
using Kubernetes.Client.Requests;

namespace EndToEnd.Tests.Clusters;

/// <summary>One thing that somebody asked of LocalCluster's API server.</summary>
public sealed record AskedFor(string User, string Verb, string Group, string Resource, string Namespace, bool Allowed)
{
    /// <summary>A service account as the API server names users.</summary>
    public static string Account(string @namespace, string name) => $"system:serviceaccount:{@namespace}:{name}";

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

/// <summary>Who was told no.</summary>
public static class Denials
{
    /// <summary>
    /// Fails when a service account was denied anything so far: with the shipped roles no test expects that. Of the namespaces of tests only
    /// <paramref name="home"/> counts. An external cluster keeps no such record.
    /// </summary>
    /// <param name="api">Of the cluster that was asked.</param>
    /// <param name="home">The namespace of the test.</param>
    /// <param name="lacking">Users that lack rights on purpose.</param>
    public static async Task NothingWasDeniedAsync(this IKubernetesApi api, string home, IReadOnlySet<string>? lacking = null)
    {
        if (TestCluster.IsExternal)
            return;
        (await AskedFor.OfAccountsAsync(api))
            .Where(asked => !asked.Allowed && (asked.Namespace == home || !asked.Namespace.StartsWith(Manifests.NamespacePrefix, StringComparison.Ordinal)))
            .Where(asked => lacking?.Contains(asked.User) is not true)
            .Select(asked => $"{asked.User} {asked.Refusal} in the namespace \"{asked.Namespace}\"")
            .Should().BeEmpty("the shipped roles hold all that is needed");
    }
}
