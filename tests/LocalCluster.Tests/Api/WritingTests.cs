using System.Text.Json.Nodes;

namespace LocalCluster.Tests.Api;

public sealed class WritingTests
{
    private const string Maps = "/api/v1/namespaces/n/configmaps";

    [Fact]
    public async Task Given_a_name_that_is_taken_When_it_is_created_again_Then_409_AlreadyExists_names_it()
    {
        await using var cluster = await TestCluster.StartAsync();
        _ = await cluster.MustAsync("POST", Maps, """{"metadata":{"name":"a"}}""");

        var answer = await cluster.SendAsync("POST", Maps, """{"metadata":{"name":"a"}}""");

        answer.Status.Should().Be(409);
        answer.Body["reason"]!.GetValue<string>().Should().Be("AlreadyExists");
        answer.Body["message"]!.GetValue<string>().Should().Be("configmaps \"a\" already exists");
    }

    [Fact]
    public async Task Given_a_stale_resourceVersion_When_it_is_put_Then_409_Conflict_and_nothing_changes()
    {
        await using var cluster = await TestCluster.StartAsync();
        var stale = await cluster.MustAsync("POST", Maps, """{"metadata":{"name":"a"},"data":{"x":"1"}}""");
        _ = await cluster.MergeAsync($"{Maps}/a", """{"data":{"x":"2"}}""");

        stale["data"]!["x"] = "3";
        var answer = await cluster.SendAsync("PUT", $"{Maps}/a", stale.ToJsonString());

        answer.Status.Should().Be(409);
        answer.Body["message"]!.GetValue<string>().Should().Contain("the object has been modified");
        (await cluster.MustAsync("GET", $"{Maps}/a"))["data"]!["x"]!.GetValue<string>().Should().Be("2");
    }

    [Fact]
    public async Task Given_an_update_that_changes_nothing_When_it_is_sent_Then_the_resourceVersion_stays()
    {
        await using var cluster = await TestCluster.StartAsync();
        var before = await cluster.MustAsync("POST", Maps, """{"metadata":{"name":"a"},"data":{"x":"1"}}""");

        var after = await cluster.MergeAsync($"{Maps}/a", """{"data":{"x":"1"}}""");

        Version(after).Should().Be(Version(before));
    }

    [Fact]
    public async Task Given_generateName_When_it_is_created_Then_five_characters_are_added()
    {
        await using var cluster = await TestCluster.StartAsync();

        var made = await cluster.MustAsync("POST", Maps, """{"metadata":{"generateName":"a-"}}""");

        made["metadata"]!["name"]!.GetValue<string>().Should().MatchRegex("^a-[bcdfghjklmnpqrstvwxz2456789]{5}$");
    }

    [Fact]
    public async Task Given_a_dry_run_When_it_is_created_Then_the_answer_is_201_and_nothing_is_there()
    {
        await using var cluster = await TestCluster.StartAsync();

        (await cluster.SendAsync("POST", $"{Maps}?dryRun=All", """{"metadata":{"name":"a"}}""")).Status.Should().Be(201);

        (await cluster.SendAsync("GET", $"{Maps}/a")).Status.Should().Be(404);
    }

    [Fact]
    public async Task Given_a_namespace_that_is_not_there_When_something_is_created_in_it_Then_404_names_the_namespace()
    {
        await using var cluster = await TestCluster.StartAsync();

        var answer = await cluster.SendAsync("POST", "/api/v1/namespaces/absent/configmaps", """{"metadata":{"name":"a"}}""");

        answer.Status.Should().Be(404);
        answer.Body["message"]!.GetValue<string>().Should().Be("namespaces \"absent\" not found");
    }

    [Fact]
    public async Task Given_a_failed_test_operation_When_a_JSON_patch_is_sent_Then_422_and_nothing_changes()
    {
        await using var cluster = await TestCluster.StartAsync();
        _ = await cluster.MustAsync("POST", Maps, """{"metadata":{"name":"a"},"data":{"x":"1"}}""");

        var answer = await cluster.SendAsync("PATCH", $"{Maps}/a",
            """[{"op":"replace","path":"/data/x","value":"2"},{"op":"test","path":"/data/x","value":"1"}]""", "application/json-patch+json");

        answer.Status.Should().Be(422);
        (await cluster.MustAsync("GET", $"{Maps}/a"))["data"]!["x"]!.GetValue<string>().Should().Be("1");
    }

    [Fact]
    public async Task Given_containers_When_a_strategic_patch_names_one_Then_it_merges_by_name_and_keeps_the_others()
    {
        await using var cluster = await TestCluster.StartAsync();
        _ = await cluster.MustAsync("POST", "/api/v1/namespaces/n/pods", """{"metadata":{"name":"p"},"spec":{"containers":[{"name":"a","image":"a:1"},{"name":"b","image":"b:1"}]}}""");

        var pod = await cluster.MustAsync("PATCH", "/api/v1/namespaces/n/pods/p", """{"spec":{"containers":[{"name":"b","image":"b:2"}]}}""", "application/strategic-merge-patch+json");

        pod["spec"]!["containers"]!.AsArray().Select(c => $"{c!["name"]} {c["image"]}").Should().BeEquivalentTo("a a:1", "b b:2");
    }

    [Fact]
    public async Task Given_a_running_spec_When_a_pod_update_changes_more_than_images_Then_422_says_what_may_change()
    {
        await using var cluster = await TestCluster.StartAsync();
        _ = await cluster.MustAsync("POST", "/api/v1/namespaces/n/pods", """{"metadata":{"name":"p"},"spec":{"containers":[{"name":"a","image":"a:1"}]}}""");

        var answer = await cluster.SendAsync("PATCH", "/api/v1/namespaces/n/pods/p", """{"spec":{"restartPolicy":"Never"}}""", "application/merge-patch+json");

        answer.Status.Should().Be(422);
        answer.Body["message"]!.GetValue<string>().Should().Contain("pod updates may not change fields other than");
    }

    [Fact]
    public async Task Given_what_is_not_here_When_it_is_asked_for_Then_501_says_so()
    {
        await using var cluster = await TestCluster.StartAsync();
        _ = await cluster.MustAsync("POST", "/api/v1/namespaces/n/pods", """{"metadata":{"name":"p"},"spec":{"containers":[{"name":"a","image":"a:1"}]}}""");

        var answer = await cluster.SendAsync("POST", "/api/v1/namespaces/n/pods/p/exec?command=ls");

        answer.Status.Should().Be(501);
        answer.Body["kind"]!.GetValue<string>().Should().Be("Status");
        answer.Body["message"]!.GetValue<string>().Should().Contain("not supported by LocalCluster");
    }

    private static string Version(JsonNode o) => o["metadata"]!["resourceVersion"]!.GetValue<string>();
}
