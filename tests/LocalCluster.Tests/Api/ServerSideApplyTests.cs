using System.Text.Json.Nodes;
using LocalCluster.Json;

namespace LocalCluster.Tests.Api;

/// <summary>Beyond the recordings: lists, status, several versions of a field's life.</summary>
public sealed class ServerSideApplyTests
{
    private const string Pod = "/api/v1/namespaces/n/pods/p";

    [Fact]
    public async Task Given_a_list_with_keys_When_two_managers_apply_Then_each_owns_its_elements_and_giving_up_removes_only_those()
    {
        await using var cluster = await TestCluster.StartAsync();
        _ = await ApplyAsync(cluster, "a", """{"spec":{"containers":[{"name":"main","image":"i","env":[{"name":"X","value":"1"}]}]}}""");
        _ = await ApplyAsync(cluster, "b", """{"metadata":{"labels":{"l":"1"},"finalizers":["b/b"]}}""");

        var both = await ApplyAsync(cluster, "a", """{"metadata":{"labels":{"m":"1"},"finalizers":["a/a"]},"spec":{"containers":[{"name":"main","image":"i","env":[{"name":"X","value":"1"}]}]}}""");
        both.ObjectAt("metadata", "labels")!.Select(pair => pair.Key).Should().BeEquivalentTo("l", "m");
        both.ListAt("metadata", "finalizers").Texts().Should().BeEquivalentTo("a/a", "b/b");

        var left = await ApplyAsync(cluster, "b", """{"metadata":{}}""");
        left.ObjectAt("metadata", "labels")!.Select(pair => pair.Key).Should().Equal("m");
        left.ListAt("metadata", "finalizers").Texts().Should().Equal("a/a");
        Managers(left).Should().Equal("a");
    }

    [Fact]
    public async Task Given_a_field_of_another_When_it_is_applied_otherwise_Then_there_is_a_conflict_until_it_is_forced()
    {
        await using var cluster = await TestCluster.StartAsync();
        _ = await cluster.MustAsync("POST", "/api/v1/namespaces/n/configmaps?fieldManager=maker", """{"metadata":{"name":"c"},"data":{"a":"1","b":"1"}}""");
        const string Body = """{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"c"},"data":{"a":"2","b":"2"}}""";

        var refused = await cluster.SendAsync("PATCH", "/api/v1/namespaces/n/configmaps/c?fieldManager=me", Body, "application/apply-patch+yaml");
        refused.Status.Should().Be(409);
        refused.Body.TextAt("message").Should().Be("Apply failed with 2 conflicts: conflicts with \"maker\" using v1:\n- .data.a\n- .data.b");

        var forced = await cluster.MustAsync("PATCH", "/api/v1/namespaces/n/configmaps/c?fieldManager=me&force=true", Body, "application/apply-patch+yaml");
        forced.TextAt("data", "a").Should().Be("2");
        Managers(forced).Should().Equal("me", "maker");
    }

    [Fact]
    public async Task Given_a_custom_resource_When_its_status_is_applied_Then_only_the_status_changes_and_is_owned_apart()
    {
        await using var cluster = await TestCluster.StartAsync();
        _ = await cluster.DefineAppsAsync();
        _ = await cluster.MustAsync("POST", $"{TestCluster.Apps}?fieldManager=user", """{"apiVersion":"example.com/v1","kind":"App","metadata":{"name":"x"},"spec":{"type":"Java"}}""");

        var applied = await cluster.MustAsync("PATCH", $"{TestCluster.Apps}/x/status?fieldManager=operator",
            """{"apiVersion":"example.com/v1","kind":"App","metadata":{"name":"x"},"status":{"state":"RUNNING"}}""", "application/apply-patch+yaml");

        applied.TextAt("status", "state").Should().Be("RUNNING");
        applied.TextAt("spec", "type").Should().Be("Java");
        var entry = applied["metadata"]!["managedFields"].Objects().Single(owner => owner.TextAt("manager") == "operator");
        entry.TextAt("subresource").Should().Be("status");
        entry.ObjectAt("fieldsV1").ToText().Should().Be("""{"f:status":{"f:state":{}}}""");
    }

    [Fact]
    public async Task Given_many_updaters_When_there_are_more_than_ten_Then_the_oldest_are_put_together()
    {
        await using var cluster = await TestCluster.StartAsync();
        _ = await cluster.MustAsync("POST", "/api/v1/namespaces/n/configmaps?fieldManager=m0", """{"metadata":{"name":"c"},"data":{"k0":"v"}}""");
        for (var i = 1; i < 14; i++)
            _ = await cluster.MustAsync("PATCH", $"/api/v1/namespaces/n/configmaps/c?fieldManager=m{i}", $"{{\"data\":{{\"k{i}\":\"v\"}}}}", "application/merge-patch+json");

        var owners = (await cluster.MustAsync("GET", "/api/v1/namespaces/n/configmaps/c"))["metadata"]!["managedFields"].Objects().ToList();

        owners.Should().HaveCount(10);
        owners.Select(owner => owner.TextAt("manager")).Should().Contain("ancient-changes");
    }

    private static async Task<JsonNode> ApplyAsync(TestCluster cluster, string manager, string body)
    {
        var applied = JsonNode.Parse(body)!.AsObject();
        (applied["apiVersion"], applied["kind"]) = ("v1", "Pod");
        applied.Ensure("metadata")["name"] = "p";
        return await cluster.MustAsync("PATCH", $"{Pod}?fieldManager={manager}", applied.ToText(), "application/apply-patch+yaml");
    }

    private static IEnumerable<string?> Managers(JsonNode o) => o["metadata"]!["managedFields"].Objects().Select(owner => owner.TextAt("manager"));
}
