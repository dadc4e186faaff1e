using System.Text.Json.Nodes;
using EndToEnd.Tests.Clusters;
using Kubernetes.Client.Requests;

namespace EndToEnd.Tests;

/// <summary>Applications that Kueue holds until there is quota for them.</summary>
[Collection(SharedOperator.Name)]
public sealed class KueueTests(SharedOperator shared) : IAsyncLifetime
{
    private const string Name = "queued";

    private TestNamespace _home = null!;
    private KueueStandIn _kueue = null!;

    public async Task InitializeAsync()
    {
        if (TestCluster.IsExternal)
            return;
        _home = await shared.Cluster.Api.CreateNamespaceAsync("kueue");
        _kueue = await KueueStandIn.StartAsync(shared.Cluster.Api, _home.Name);
    }

    public async Task DisposeAsync()
    {
        if (_kueue is not null)
            await _kueue.DisposeAsync();
        if (_home is not null)
            await _home.DisposeAsync();
    }

    [LocalClusterFact]
    public async Task An_application_in_a_queue_is_held_until_it_is_admitted_gives_way_and_ends_at_last()
    {
        var api = shared.Cluster.Api;
        var application = Manifests.SparkPi(Name);
        application["metadata"]!["labels"] = new JsonObject { [KueueStandIn.QueueLabel] = "team" };
        await api.CreateAsync(ClusterObjects.SparkApplications, _home.Name, application);

        await StateAsync("SUSPENDED");
        (await PodsAsync()).Should().BeEmpty("nothing runs before there is quota");

        await _kueue.AdmitAsync(Name, workFor: "300s");
        await StateAsync("RUNNING");
        var pods = await Eventually.SeesAsync(PodsAsync, seen => seen.Count == 3, () => shared.Operator.Output);
        pods.Should().OnlyContain(pod => (string?)pod["spec"]!["nodeSelector"]!["kubernetes.io/os"] == "linux", "Kueue chose the nodes");
        pods.Should().OnlyContain(pod => pod["metadata"]!["labels"]![KueueStandIn.QueueLabel] == null, "a pod that is queued for itself would be held a second time");
        pods.Should().OnlyContain(pod => pod["metadata"]!["ownerReferences"]!.AsArray().Any(owner => (string?)owner!["kind"] == "SparkApplication"), "Kueue counts the pods of a workload by their owner");

        await _kueue.EvictAsync(Name);
        await StateAsync("SUSPENDED");
        await Eventually.SeesAsync(PodsAsync, seen => seen.Count == 0, () => shared.Operator.Output);

        await _kueue.AdmitAsync(Name, workFor: "1s");
        await StateAsync("COMPLETED");
    }

    private Task<string> StateAsync(string wanted) =>
        Eventually.SeesAsync(() => shared.Cluster.Api.StateAsync(_home.Name, Name), state => state == wanted, () => shared.Operator.Output);

    private Task<IReadOnlyList<JsonNode>> PodsAsync() => shared.Cluster.Api.ListAsync(KubernetesResources.Pods, _home.Name, $"sparkoperator.k8s.io/app-name={Name}");
}
