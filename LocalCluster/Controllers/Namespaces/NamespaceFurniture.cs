using System.Text.Json.Nodes;
using LocalCluster.Api;
using LocalCluster.Controllers.Watching;
using LocalCluster.Json;

namespace LocalCluster.Controllers.Namespaces;

/// <summary>Gives every namespace what pods rely on: the service account <c>default</c> and the ConfigMap <c>kube-root-ca.crt</c>. Puts them back when they are deleted.</summary>
internal sealed class NamespaceFurniture(IClusterApi api, TimeProvider clock, string certificateAuthorityPem) : IInventoryObserver
{
    private static readonly TimeSpan RetryDelay = TimeSpan.FromSeconds(1);

    // What people read in every cluster.
    private const string Description =
        "Contains a CA bundle that can be used to verify the kube-apiserver when using internal endpoints such as the internal service IP or kubernetes.default.svc. "
        + "No other usage is guaranteed across distributions of Kubernetes clusters.";

    private readonly KeyQueue<string> _queue = new(clock);

    public Task RunAsync(CancellationToken cancellationToken) => _queue.RunAsync(FurnishAsync, cancellationToken);

    public void Observe(ObjectKind kind, WatchEvent change)
    {
        var name = change.Object.TextAt("metadata", "name");
        var @namespace = change.Object.TextAt("metadata", "namespace");
        if (kind is { Kind: "Namespace", Group: "" } && change.Type is "ADDED" && name is not null)
            _queue.Add(name);
        else if (change.Type is "DELETED" && @namespace is not null && (kind.Kind, name) is ("ServiceAccount", "default") or ("ConfigMap", "kube-root-ca.crt"))
            _queue.Add(@namespace);
    }

    private async Task<TimeSpan?> FurnishAsync(string @namespace, CancellationToken cancellationToken)
    {
        var account = new JsonObject
        {
            ["apiVersion"] = "v1",
            ["kind"] = "ServiceAccount",
            ["metadata"] = new JsonObject { ["name"] = "default" },
        };
        var authority = new JsonObject
        {
            ["apiVersion"] = "v1",
            ["kind"] = "ConfigMap",
            ["metadata"] = new JsonObject
            {
                ["name"] = "kube-root-ca.crt",
                ["annotations"] = new JsonObject { ["kubernetes.io/description"] = Description },
            },
            ["data"] = new JsonObject { ["ca.crt"] = certificateAuthorityPem },
        };
        var answers = new[]
        {
            await api.PostAsync($"/api/v1/namespaces/{@namespace}/serviceaccounts", account, cancellationToken),
            await api.PostAsync($"/api/v1/namespaces/{@namespace}/configmaps", authority, cancellationToken),
        };

        // There already, or the namespace is on its way out: nothing to furnish. Anything else may pass.
        return answers.All(answer => answer.Succeeded() || answer.Status is 409 or 403 or 404) ? null : RetryDelay;
    }
}
