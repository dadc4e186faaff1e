using LocalCluster.Storage;

namespace LocalCluster.Tests.Api;

public sealed class DeletionTests
{
    private const string Maps = "/api/v1/namespaces/n/configmaps";
    private const string Pods = "/api/v1/namespaces/n/pods";

    [Fact]
    public async Task Given_a_finalizer_When_it_is_deleted_Then_it_stays_marked_until_the_last_finalizer_goes()
    {
        await using var cluster = await TestCluster.StartAsync();
        _ = await cluster.MustAsync("POST", Maps, """{"metadata":{"name":"a","finalizers":["example.com/hold"]}}""");

        var marked = await cluster.MustAsync("DELETE", $"{Maps}/a");
        marked["metadata"]!["deletionTimestamp"].Should().NotBeNull();
        (await cluster.SendAsync("PATCH", $"{Maps}/a", """{"metadata":{"finalizers":["example.com/hold","example.com/other"]}}""", "application/merge-patch+json"))
            .Status.Should().Be(422, "none may be added any more");

        _ = await cluster.MergeAsync($"{Maps}/a", """{"metadata":{"finalizers":null}}""");
        (await cluster.SendAsync("GET", $"{Maps}/a")).Status.Should().Be(404);
    }

    [Fact]
    public async Task Given_a_foreign_uid_When_it_is_a_precondition_Then_409_and_the_object_lives()
    {
        await using var cluster = await TestCluster.StartAsync();
        _ = await cluster.MustAsync("POST", Maps, """{"metadata":{"name":"a"}}""");

        var answer = await cluster.SendAsync("DELETE", $"{Maps}/a", """{"preconditions":{"uid":"somebody-else"}}""");

        answer.Status.Should().Be(409);
        (await cluster.SendAsync("GET", $"{Maps}/a")).Status.Should().Be(200);
    }

    [Fact]
    public async Task Given_a_scheduled_pod_When_it_is_deleted_Then_it_has_its_grace_and_zero_removes_it()
    {
        await using var cluster = await TestCluster.StartAsync();
        _ = await cluster.MustAsync("POST", Pods, """{"metadata":{"name":"p"},"spec":{"terminationGracePeriodSeconds":7,"containers":[{"name":"c","image":"i:1"}]}}""");
        _ = await cluster.MustAsync("POST", $"{Pods}/p/binding", """{"metadata":{"name":"p"},"target":{"kind":"Node","name":"node-1"}}""");

        var marked = await cluster.MustAsync("DELETE", $"{Pods}/p");
        marked["metadata"]!["deletionGracePeriodSeconds"]!.GetValue<long>().Should().Be(7);
        marked["metadata"]!["deletionTimestamp"].Should().NotBeNull();

        _ = await cluster.MustAsync("DELETE", $"{Pods}/p", """{"gracePeriodSeconds":0}""");
        (await cluster.SendAsync("GET", $"{Pods}/p")).Status.Should().Be(404);
    }

    [Fact]
    public async Task Given_a_kubelet_that_removes_pods_as_soon_as_they_are_marked_When_somebody_forces_their_deletion_Then_that_succeeds()
    {
        const int Count = 300;
        await using var cluster = await TestCluster.StartAsync();
        using var stop = new CancellationTokenSource();
        using var feed = cluster.Server.Store.Subscribe("pods", null)!;
        var kubelet = Task.Run(async () =>
        {
            await foreach (var change in feed.Changes.ReadAllAsync(stop.Token))
            {
                if (change.Type is StoreEventType.Modified && change.Object.ToJson()["metadata"]!["deletionTimestamp"] is not null)
                    _ = cluster.Server.Store.Delete(change.Object.Key, change.Object);
            }
        });

        for (var i = 0; i < Count; i++)
        {
            _ = await cluster.MustAsync("POST", Pods, """{"metadata":{"name":"p"},"spec":{"containers":[{"name":"c","image":"i:1"}]}}""");
            _ = await cluster.MustAsync("POST", $"{Pods}/p/binding", """{"metadata":{"name":"p"},"target":{"kind":"Node","name":"node-1"}}""");
            _ = await cluster.MustAsync("DELETE", $"{Pods}/p", """{"gracePeriodSeconds":0}""");
        }

        await stop.CancelAsync();
        await kubelet.Awaiting(it => it).Should().ThrowAsync<OperationCanceledException>();
    }

    [Fact]
    public async Task Given_a_pod_without_a_node_When_it_is_deleted_Then_it_is_gone_at_once()
    {
        await using var cluster = await TestCluster.StartAsync();
        _ = await cluster.MustAsync("POST", Pods, """{"metadata":{"name":"p"},"spec":{"containers":[{"name":"c","image":"i:1"}]}}""");

        var answer = await cluster.MustAsync("DELETE", $"{Pods}/p");

        answer["kind"]!.GetValue<string>().Should().Be("Pod", "pods answer with themselves");
        (await cluster.SendAsync("GET", $"{Pods}/p")).Status.Should().Be(404);
    }

    [Theory]
    [InlineData("Foreground", "foregroundDeletion")]
    [InlineData("Orphan", "orphan")]
    public async Task Given_a_propagation_policy_When_it_is_deleted_Then_the_collector_finds_its_finalizer(string policy, string finalizer)
    {
        await using var cluster = await TestCluster.StartAsync();
        _ = await cluster.MustAsync("POST", Maps, """{"metadata":{"name":"a"}}""");

        var marked = await cluster.MustAsync("DELETE", $"{Maps}/a", $$$"""{"propagationPolicy":"{{{policy}}}"}""");

        marked["metadata"]!["finalizers"]!.AsArray().Select(f => f!.GetValue<string>()).Should().Equal(finalizer);
    }

    [Fact]
    public async Task Given_a_selector_When_a_collection_is_deleted_Then_only_what_it_selects_goes()
    {
        await using var cluster = await TestCluster.StartAsync();
        _ = await cluster.MustAsync("POST", Maps, """{"metadata":{"name":"a","labels":{"x":"1"}}}""");
        _ = await cluster.MustAsync("POST", Maps, """{"metadata":{"name":"b"}}""");

        _ = await cluster.MustAsync("DELETE", $"{Maps}?labelSelector=x%3D1");

        (await cluster.MustAsync("GET", Maps))["items"]!.AsArray().Select(o => o!["metadata"]!["name"]!.GetValue<string>()).Should().Equal("b");
    }
}
