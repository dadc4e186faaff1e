using System.Text.Json.Nodes;
using LocalCluster.Api;

namespace LocalCluster.Tests.Api;

public sealed class ListingAndWatchingTests
{
    private const string Maps = "/api/v1/namespaces/n/configmaps";

    [Fact]
    public async Task Given_more_than_a_page_When_pages_are_read_Then_they_show_the_state_of_the_first()
    {
        await using var cluster = await TestCluster.StartAsync();
        foreach (var name in new[] { "a", "b", "c" })
            _ = await cluster.MustAsync("POST", Maps, $$$"""{"metadata":{"name":"{{{name}}}"}}""");

        var first = await cluster.MustAsync("GET", $"{Maps}?limit=2");
        _ = await cluster.MustAsync("DELETE", $"{Maps}/c");
        var second = await cluster.MustAsync("GET", $"{Maps}?limit=2&continue={Uri.EscapeDataString(first["metadata"]!["continue"]!.GetValue<string>())}");

        first["metadata"]!["remainingItemCount"]!.GetValue<long>().Should().Be(1);
        second["items"]!.AsArray().Select(o => o!["metadata"]!["name"]!.GetValue<string>()).Should().Equal("c");
        second["metadata"]!["resourceVersion"]!.GetValue<string>().Should().Be(first["metadata"]!["resourceVersion"]!.GetValue<string>());
    }

    [Theory]
    [InlineData("x=1", "a")]
    [InlineData("x!=1", "b,c")]
    [InlineData("x in (1,2)", "a,b")]
    [InlineData("!x", "c")]
    [InlineData("x,x notin (2)", "a")]
    public async Task Given_a_label_selector_When_it_is_listed_Then_it_selects_as_a_real_server_does(string selector, string expected)
    {
        await using var cluster = await TestCluster.StartAsync();
        foreach (var (name, labels) in new[] { ("a", """{"x":"1"}"""), ("b", """{"x":"2"}"""), ("c", "{}") })
            _ = await cluster.MustAsync("POST", Maps, $$$"""{"metadata":{"name":"{{{name}}}","labels":{{{labels}}}}}""");

        var list = await cluster.MustAsync("GET", $"{Maps}?labelSelector={Uri.EscapeDataString(selector)}");

        string.Join(",", list["items"]!.AsArray().Select(o => o!["metadata"]!["name"]!.GetValue<string>())).Should().Be(expected);
    }

    [Fact]
    public async Task Given_a_selector_that_is_no_selector_When_it_is_listed_Then_400_says_where()
    {
        await using var cluster = await TestCluster.StartAsync();

        (await cluster.SendAsync("GET", $"{Maps}?labelSelector=a%20b")).Body["message"]!.GetValue<string>()
            .Should().Be("unable to parse requirement: found 'b', expected: in, notin, =, ==, !=, gt, lt");
        (await cluster.SendAsync("GET", $"{Maps}?fieldSelector=spec.x%3D1")).Body["message"]!.GetValue<string>().Should().Be("field label not supported: spec.x");
    }

    [Fact]
    public async Task Given_a_list_When_a_watch_goes_on_from_it_Then_every_change_comes_once_and_in_order()
    {
        await using var cluster = await TestCluster.StartAsync();
        var list = await cluster.MustAsync("GET", Maps);
        _ = await cluster.MustAsync("POST", Maps, """{"metadata":{"name":"a"},"data":{"x":"1"}}""");
        _ = await cluster.MergeAsync($"{Maps}/a", """{"data":{"x":"2"}}""");
        _ = await cluster.MustAsync("DELETE", $"{Maps}/a");

        var events = await cluster.WatchAsync($"{Maps}?watch=true&resourceVersion={list["metadata"]!["resourceVersion"]}", 3);

        events.Select(e => e.Type).Should().Equal("ADDED", "MODIFIED", "DELETED");
        events.Select(e => long.Parse(e.Object["metadata"]!["resourceVersion"]!.GetValue<string>(), System.Globalization.CultureInfo.InvariantCulture)).Should().BeInAscendingOrder();
        events[2].Object["data"]!["x"]!.GetValue<string>().Should().Be("2");
    }

    [Fact]
    public async Task Given_a_watch_with_a_selector_When_an_object_enters_and_leaves_it_Then_it_is_added_and_deleted()
    {
        await using var cluster = await TestCluster.StartAsync();
        var list = await cluster.MustAsync("GET", Maps);
        _ = await cluster.MustAsync("POST", Maps, """{"metadata":{"name":"a"}}""");
        _ = await cluster.MergeAsync($"{Maps}/a", """{"metadata":{"labels":{"x":"1"}}}""");
        _ = await cluster.MergeAsync($"{Maps}/a", """{"metadata":{"labels":{"x":"2"}}}""");

        var events = await cluster.WatchAsync($"{Maps}?watch=true&labelSelector=x%3D1&resourceVersion={list["metadata"]!["resourceVersion"]}", 2);

        events.Select(e => e.Type).Should().Equal("ADDED", "DELETED");
        events[1].Object["metadata"]!["labels"]!["x"]!.GetValue<string>().Should().Be("1", "it is shown as it was when it was last selected");
    }

    [Fact]
    public async Task Given_initial_events_When_they_are_over_Then_a_bookmark_says_so()
    {
        await using var cluster = await TestCluster.StartAsync();
        _ = await cluster.MustAsync("POST", Maps, """{"metadata":{"name":"a"}}""");

        var events = await cluster.WatchAsync($"{Maps}?watch=true&sendInitialEvents=true&resourceVersionMatch=NotOlderThan&allowWatchBookmarks=true", 2);

        events.Select(e => e.Type).Should().Equal("ADDED", "BOOKMARK");
        events[1].Object["metadata"]!["annotations"]!["k8s.io/initial-events-end"]!.GetValue<string>().Should().Be("true");
    }

    [Fact]
    public async Task Given_a_version_that_is_forgotten_When_it_is_watched_from_Then_one_ERROR_of_410_ends_the_watch()
    {
        await using var cluster = await TestCluster.StartAsync(historyLimit: 2);
        for (var i = 0; i < 5; i++)
            _ = await cluster.MustAsync("POST", Maps, $$$"""{"metadata":{"name":"a{{{i}}}"}}""");

        var events = await cluster.WatchAsync($"{Maps}?watch=true&resourceVersion=1", 2);

        var error = events.Should().ContainSingle().Subject;
        error.Type.Should().Be("ERROR");
        error.Object["code"]!.GetValue<int>().Should().Be(410);
        error.Object["reason"]!.GetValue<string>().Should().Be("Expired");
    }

    [Fact]
    public async Task Given_an_object_as_deep_as_may_be_When_it_is_listed_and_watched_in_the_process_Then_it_is_read()
    {
        const int Levels = 190;
        await using var cluster = await TestCluster.StartAsync();
        _ = await cluster.DefineAppsAsync();
        var deep = string.Concat(Enumerable.Repeat("{\"a\":", Levels)) + "1" + new string('}', Levels);
        var body = JsonNode.Parse($$$"""{"apiVersion":"example.com/v1","kind":"App","metadata":{"name":"a"},"spec":{"type":"Java","template":{{{deep}}} }}""", documentOptions: new() { MaxDepth = 256 });
        (await cluster.Server.Api.SendAsync(new ApiCall("POST", TestCluster.Apps, UserInfo.Master, body), CancellationToken.None)).Status.Should().Be(201);

        (await cluster.MustAsync("GET", TestCluster.Apps))["items"]!.AsArray().Should().ContainSingle();
        (await cluster.WatchAsync($"{TestCluster.Apps}?watch=true&resourceVersion=0", 1)).Should().ContainSingle().Which.Type.Should().Be("ADDED");
    }
}
