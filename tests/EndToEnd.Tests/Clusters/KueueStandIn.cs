using System.Text;
using System.Text.Json.Nodes;
using Kubernetes.Client;
using Kubernetes.Client.Requests;

namespace EndToEnd.Tests.Clusters;

/// <summary>
/// What Kueue does with applications that carry a queue's name, and no more: its webhook suspends them at birth; admission writes where pods may run and lifts the suspension;
/// eviction takes both back.
/// </summary>
public sealed class KueueStandIn : IAsyncDisposable
{
    public const string QueueLabel = "kueue.x-k8s.io/queue-name";

    private readonly IKubernetesApi _api;
    private readonly string _namespace;
    private readonly ForeignWebhook _webhook;
    private readonly List<ApiRequest> _cleanUp = [];

    private KueueStandIn(IKubernetesApi api, string @namespace, ForeignWebhook webhook) => (_api, _namespace, _webhook) = (api, @namespace, webhook);

    public static async Task<KueueStandIn> StartAsync(IKubernetesApi api, string @namespace)
    {
        var kueue = new KueueStandIn(api, @namespace, await ForeignWebhook.StartAsync(Answer));
        kueue._cleanUp.Add(await kueue._webhook.RegisterAsync(api, "kueue-applications", @namespace, kueue._webhook.Url, ClusterObjects.SparkApplications, mutates: true));
        return kueue;
    }

    /// <summary>There is quota: on the nodes of a flavor.</summary>
    public Task AdmitAsync(string application, string workFor) => PatchAsync(ClusterObjects.SparkApplications, application, $$$"""
        {"spec":{"suspend":false,
                 "driver":{"annotations":{"{{{Simulated.Work}}}":"{{{workFor}}}"},"nodeSelector":{"kubernetes.io/os":"linux"},
                           "template":{"spec":{"containers":[{"name":"spark-kubernetes-driver"}],"schedulingGates":[]} }
                 },
                 "executor":{"nodeSelector":{"kubernetes.io/os":"linux"},"template":{"spec":{"containers":[{"name":"spark-kubernetes-executor"}],"schedulingGates":[]} } }
         }
        }
        """);

    /// <summary>Somebody else needs the quota more.</summary>
    public Task EvictAsync(string application) => PatchAsync(ClusterObjects.SparkApplications, application, """
        {"spec":{"suspend":true,"driver":{"annotations":null,"nodeSelector":null,"template":null},"executor":{"instances":2,"nodeSelector":null,"template":null}}}
        """);

    public async ValueTask DisposeAsync()
    {
        foreach (var request in _cleanUp)
            await _api.SendAsync(request, CancellationToken.None);
        await _webhook.DisposeAsync();
    }

    private static JsonObject Answer(JsonObject item) => item["metadata"]!["labels"]?[QueueLabel] is null
        ? ForeignWebhook.Consent(null)
        : ForeignWebhook.Consent([new JsonObject { ["op"] = "add", ["path"] = "/spec/suspend", ["value"] = true }]);

    private Task PatchAsync(KubernetesResource resource, string name, string patch) =>
        _api.SendAsync(ApiRequests.Patch(resource, _namespace, name, PatchKind.Merge, Encoding.UTF8.GetBytes(patch)), CancellationToken.None);
}
