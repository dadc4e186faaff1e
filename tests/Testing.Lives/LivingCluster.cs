using System.Text.Json.Nodes;
using Kubernetes.Client.Requests;
using Testing.Kubernetes;

namespace Testing.Lives;

/// <summary>What a real API server and its controllers add to a store: service accounts and quotas are asked for, Services get addresses, what nobody owns goes.</summary>
internal sealed class LivingCluster
{
    private readonly bool _hasAllAccounts;
    private readonly Action<ApiRequest> _refuse;

    /// <param name="accounts">Null means that every account exists.</param>
    /// <param name="refuse">Asked last, before a pod is stored; what it throws is the answer.</param>
    public LivingCluster(InMemoryCluster cluster, string @namespace, IReadOnlyList<string>? accounts, Action<ApiRequest> refuse)
    {
        (Api, Namespace, _hasAllAccounts, _refuse) = (cluster, @namespace, accounts is null, refuse);
        Api.Before = (request, _) => Admit(request);
        Api.Wrote = (request, before, after) =>
        {
            Complete(after);
            Writes.Add(new Write(request.Method, (string?)(after ?? before)!["kind"] ?? "Pod", (string)(after ?? before)!["metadata"]!["name"]!, request.Path, (JsonObject)(after ?? before)!.DeepClone()));
        };
        foreach (var account in accounts ?? [])
            _ = Api.Put($"/api/v1/namespaces/{Namespace}/serviceaccounts", new JsonObject { ["kind"] = "ServiceAccount", ["metadata"] = new JsonObject { ["name"] = account } });
    }

    public InMemoryCluster Api { get; }

    public string Namespace { get; }

    /// <summary>Every write of the controller that took effect.</summary>
    public List<Write> Writes { get; } = [];

    /// <summary>Pods without a kubelet go as soon as they are deleted, and everything goes whose owners are all gone.</summary>
    public void Collect()
    {
        foreach (var pod in Api.All("pods").Where(pod => pod["metadata"]!["deletionTimestamp"] is not null))
            Api.Remove(pod);

        var alive = Api.Everything.Select(item => (string)item["metadata"]!["uid"]!).ToHashSet(StringComparer.Ordinal);
        foreach (var item in Api.Everything)
        {
            if (item["metadata"]!["ownerReferences"] is JsonArray { Count: > 0 } owners && !owners.Any(owner => alive.Contains((string)owner!["uid"]!)))
                Api.Remove(item);
        }
    }

    private void Admit(ApiRequest request)
    {
        if (request.Method != "POST" || request.Path != $"/api/v1/namespaces/{Namespace}/pods")
            return;

        var pod = JsonNode.Parse(request.Body.Span)!;
        var name = (string?)pod["metadata"]?["name"];
        if (!_hasAllAccounts && (string?)pod["spec"]?["serviceAccountName"] is { } account && Api.Find("serviceaccounts", account) is null)
            throw Forbidden(request, $"pods \"{name}\" is forbidden: error looking up service account {Namespace}/{account}: serviceaccount \"{account}\" not found");
        if (Api.All("resourcequotas").FirstOrDefault(quota => Limit(quota) is { } limit && Api.All("pods").Count >= limit) is { } exceeded)
        {
            var used = Api.All("pods").Count;
            throw Forbidden(
                request, $"pods \"{name}\" is forbidden: exceeded quota: {exceeded["metadata"]!["name"]}, requested: pods=1, used: pods={used}, limited: pods={Limit(exceeded)}");
        }

        _refuse(request);
    }

    private static int? Limit(JsonObject quota) => quota["spec"]?["hard"]?["pods"] is { } limit ? int.Parse(limit.ToString()) : null;

    private static Exception Forbidden(ApiRequest request, string message) => FakeKubernetesApi.Refusal(request, 403, "Forbidden", message);

    private static void Complete(JsonObject? item)
    {
        if ((string?)item?["kind"] == "Service")
            ((JsonObject)item["spec"]!)["clusterIP"] ??= "10.96.7.7";
    }
}

/// <summary>One write of the controller that took effect.</summary>
/// <param name="Item">As it was stored, or as it was when it was deleted.</param>
internal sealed record Write(string Method, string Kind, string Name, string Path, JsonObject Item);
