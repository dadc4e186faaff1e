using System.Text.Json.Nodes;
using LocalCluster.Json;
using LocalCluster.Nodes;
using LocalCluster.Nodes.Scheduling;

namespace LocalCluster.Tests.Nodes.Scheduling;

public sealed class SchedulingRulesTests
{
    [Fact]
    public void Given_equal_nodes_When_one_has_a_pod_Then_the_other_is_chosen()
    {
        var nodes = new[] { Node(1) with { Taken = PodDemand.Of(Pod("{containers: [{resources: {requests: {cpu: 500m}}}]}")) }, Node(2) };

        SchedulingRules.Place(Pod("{containers: [{}]}"), nodes).NodeName.Should().Be("node-2");
    }

    [Fact]
    public void Given_a_node_that_is_nearly_full_When_the_pod_does_not_fit_Then_the_reason_counts_the_nodes()
    {
        var nodes = new[] { Node(1) with { Taken = PodDemand.Of(Pod("{containers: [{resources: {requests: {memory: 63Gi}}}]}")) }, Cordoned(Node(2)) };

        SchedulingRules.Place(Pod("{containers: [{resources: {requests: {memory: 2Gi}}}]}"), nodes).Unschedulable.Should()
            .Be("0/2 nodes are available: 1 Insufficient memory, 1 node(s) were unschedulable. preemption: 0/2 nodes are available: 2 No preemption victims found for incoming pod.");
    }

    [Theory]
    [InlineData("{containers: [{}], nodeSelector: {disk: ssd}}", false)]
    [InlineData("{containers: [{}], nodeSelector: {kubernetes.io/os: linux}}", true)]
    [InlineData("{containers: [{}], affinity: {nodeAffinity: {requiredDuringSchedulingIgnoredDuringExecution: {nodeSelectorTerms: [{matchExpressions: [{key: kubernetes.io/hostname, operator: In, values: [node-1]}]}]}}}}", true)]
    [InlineData("{containers: [{}], affinity: {nodeAffinity: {requiredDuringSchedulingIgnoredDuringExecution: {nodeSelectorTerms: [{matchExpressions: [{key: kubernetes.io/hostname, operator: NotIn, values: [node-1]}]}]}}}}", false)]
    public void Given_wishes_for_a_node_When_the_pod_is_placed_Then_they_are_kept(string spec, bool fits) =>
        SchedulingRules.Place(Pod(spec), [Node(1)]).NodeName.Should().Be(fits ? "node-1" : null);

    [Theory]
    [InlineData("{containers: [{}]}", false)]
    [InlineData("{containers: [{}], tolerations: [{key: gpu, operator: Exists}]}", true)]
    [InlineData("{containers: [{}], tolerations: [{key: gpu, value: other}]}", false)]
    [InlineData("{containers: [{}], tolerations: [{operator: Exists}]}", true)]
    public void Given_a_tainted_node_When_the_pod_is_placed_Then_only_a_toleration_opens_it(string spec, bool fits)
    {
        var node = Node(1);
        node.Node.Ensure("spec")["taints"] = new JsonArray(new JsonObject { ["key"] = "gpu", ["value"] = "yes", ["effect"] = "NoSchedule" });

        SchedulingRules.Place(Pod(spec), [node]).NodeName.Should().Be(fits ? "node-1" : null);
    }

    [Fact]
    public void Given_init_containers_When_the_demand_is_added_up_Then_the_largest_of_both_phases_counts()
    {
        var demand = PodDemand.Of(Pod("{initContainers: [{resources: {requests: {cpu: '3'}}}], containers: [{resources: {requests: {cpu: '1'}}}, {resources: {requests: {cpu: '1'}}}]}"));

        demand["cpu"].Should().Be(3_000_000_000);
    }

    private static JsonObject Pod(string spec) => new() { ["spec"] = YamlReading.Parse(spec) };

    private static NodeLoad Node(int number) => NodeLoad.Of(NodeObjects.Build(number, DateTimeOffset.UnixEpoch));

    private static NodeLoad Cordoned(NodeLoad node)
    {
        node.Node.Ensure("spec")["unschedulable"] = true;
        return node;
    }
}
