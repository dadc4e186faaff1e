using System.Text.Json;
using Kubernetes.Client.Connection;
using Kubernetes.Client.Requests;
using Kubernetes.Client.Watching;
using Testing.Kubernetes;
using Testing.Time;

namespace Kubernetes.Client.Tests.Watching;

public sealed class ReflectorTests : IAsyncLifetime, IDisposable
{
    private const string Path = "/api/v1/namespaces/n/pods";
    private readonly ManualTimeProvider _clock = new();
    private readonly FakeKubernetesApi _api = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly List<StoreChange<string>> _changes = [];
    private readonly RecordingObserver _observer = new();
    private readonly Store<string> _store = new(new StoreIndex<string>("colour", item => [item.Value]));
    private Task _running = Task.FromCanceled(new CancellationToken(true));

    public Task InitializeAsync()
    {
        _store.Subscribe(_changes.Add);
        return Task.CompletedTask;
    }

    public async Task DisposeAsync()
    {
        await _stop.CancelAsync();
        await _running.Awaiting(running => running).Should().ThrowAsync<OperationCanceledException>("a reflector ends by cancellation only");
    }

    public void Dispose() => _stop.Dispose();

    [Fact]
    public async Task It_lists_in_pages_and_shows_them_all_at_once_and_then_watches_from_there()
    {
        var watch = await StartAsync(Page("10", "more", Item("a", "1", "red")), Page("10", null, Item("b", "2", "blue")));

        _api.Texts.Should().HaveCount(3);
        _api.Texts[0].Should().Be($"GET {Path}?labelSelector=role%3Ddriver&limit=2");
        _api.Texts[1].Should().Be($"GET {Path}?labelSelector=role%3Ddriver&limit=2&continue=more");
        watch.Request.ToString().Should().StartWith($"GET {Path}?watch=true&allowWatchBookmarks=true&labelSelector=role%3Ddriver&resourceVersion=10&timeoutSeconds=");
        _store.IsSynced.Should().BeTrue();
        Values().Should().Equal("a=red", "b=blue");
        _store.By("colour", "blue").Should().ContainSingle(item => item.Key == new ObjectKey("n", "b"));
    }

    [Fact]
    public async Task Between_two_pages_nothing_is_shown()
    {
        var second = new TaskCompletionSource<ApiResponse>();
        _ = _api.When(request => request.ToString().Contains("continue", StringComparison.Ordinal), (_, _) => second.Task);
        Answer(Page("10", "more", Item("a", "1", "red")));
        Run();
        await Eventually.True(() => _api.Requests.Count == 2);

        (_store.Count, _store.IsSynced).Should().Be((0, false));

        second.SetResult(FakeKubernetesApi.Ok(Page("10", null, Item("b", "2", "blue"))));
        _ = await _api.NextWatchAsync();
        _store.Count.Should().Be(2);
    }

    [Fact]
    public async Task Events_change_the_store_and_subscribers_hear_old_and_new()
    {
        var watch = await StartAsync(Page("10", null, Item("a", "1", "red")));
        _changes.Clear();

        watch.Send("MODIFIED", Item("a", "11", "blue")).Send("ADDED", Item("b", "12", "red")).Send("DELETED", Item("a", "13", "blue"));
        await Eventually.True(() => _changes.Count == 3);

        _changes.Select(change => $"{change.Key}: {change.Old?.Value} -> {change.New?.Value}").Should().Equal("n/a: red -> blue", "n/b:  -> red", "n/a: blue -> ");
        Values().Should().Equal("b=red");
        _store.By("colour", "blue").Should().BeEmpty();
    }

    [Fact]
    public async Task When_the_watch_ends_it_goes_on_from_the_last_bookmark_without_a_list()
    {
        var watch = await StartAsync(Page("10", null, Item("a", "1", "red")));

        watch.Send("BOOKMARK", """{"kind":"Pod","metadata":{"resourceVersion":"57"}}""").End();
        var next = await _api.NextWatchAsync();

        next.Request.PathAndQuery.Should().Contain("resourceVersion=57");
        Lists().Should().Be(1);
        Values().Should().Equal("a=red");
    }

    [Fact]
    public async Task When_the_watch_ends_long_after_the_list_it_lists_again_which_tells_what_the_watch_left_out()
    {
        var watch = await StartAsync(Page("10", null, Item("a", "1", "red")));
        await Eventually.True(() => _clock.ArmedTimers == 1);
        _changes.Clear();
        Answer(Page("90", null, Item("a", "12", "blue")));

        for (var passed = TimeSpan.Zero; passed < TimeSpan.FromMinutes(30); passed += TimeSpan.FromSeconds(50))
        {
            _clock.Advance(TimeSpan.FromSeconds(50));
            var before = _observer.Lives;
            watch.Send("BOOKMARK", """{"metadata":{"resourceVersion":"57"}}""");
            await Eventually.True(() => _observer.Lives > before);
        }

        watch.End();
        var next = await _api.NextWatchAsync();

        next.Request.PathAndQuery.Should().Contain("resourceVersion=90");
        Lists().Should().Be(2);
        _changes.Select(change => $"{change.Key}: {change.Old?.Value} -> {change.New?.Value}").Should().Equal("n/a: red -> blue");
    }

    [Fact]
    public async Task When_the_watch_breaks_it_goes_on_from_the_last_event_after_a_wait()
    {
        var watch = await StartAsync(Page("10", null));
        watch.Send("ADDED", Item("a", "11", "red"));
        await Eventually.True(() => _store.Count == 1);

        watch.Break(new ApiTransportException(watch.Request, TransportFault.Broken, "cut"));
        await FailedAsync(1);
        _clock.Advance(TimeSpan.FromSeconds(1));

        (await _api.NextWatchAsync()).Request.PathAndQuery.Should().Contain("resourceVersion=11");
        Lists().Should().Be(1);
    }

    [Theory, InlineData(true), InlineData(false)]
    public async Task When_the_server_forgot_our_place_it_lists_again_and_tells_only_what_differs(bool inBand)
    {
        var watch = await StartAsync(Page("10", null, Item("a", "1", "red"), Item("b", "2", "red"), Item("c", "3", "red")));
        _changes.Clear();
        Answer(Page("90", "more", Item("a", "1", "red")), Page("90", null, Item("c", "80", "blue"), Item("d", "81", "red")));

        if (inBand)
            watch.Send("ERROR", """{"kind":"Status","status":"Failure","message":"too old resource version","reason":"Expired","code":410}""").End();
        else
            watch.Break(FakeKubernetesApi.Refusal(watch.Request, 410, "Expired"));
        await FailedAsync(1);
        _clock.Advance(TimeSpan.FromSeconds(1));
        var next = await _api.NextWatchAsync();

        next.Request.PathAndQuery.Should().Contain("resourceVersion=90");
        _changes.Select(change => $"{change.Key}: {change.Old?.Value} -> {change.New?.Value}").Should().Equal("n/b: red -> ", "n/c: red -> blue", "n/d:  -> red");
    }

    [Fact]
    public async Task When_a_page_is_forgotten_in_the_middle_of_a_list_it_begins_anew_and_shows_no_half()
    {
        _ = await StartAsync(
            [Page("10", "more", Item("a", "1", "red")), null, Page("20", null, Item("a", "1", "red"), Item("b", "2", "red"))],
            advance: true);

        _changes.Should().HaveCount(2).And.OnlyContain(change => change.Old == null);
        _api.Texts.Take(3).Select(text => text.Contains("continue", StringComparison.Ordinal)).Should().Equal(false, true, false);
    }

    [Fact]
    public async Task When_nothing_comes_for_a_minute_the_watch_is_opened_anew()
    {
        var watch = await StartAsync(Page("10", null, Item("a", "1", "red")));
        await Eventually.True(() => _clock.ArmedTimers == 1);
        _clock.Advance(TimeSpan.FromSeconds(59));
        var before = _observer.Lives;
        watch.Send("BOOKMARK", """{"metadata":{"resourceVersion":"11"}}""");
        await Eventually.True(() => _observer.Lives > before);
        _clock.Advance(TimeSpan.FromSeconds(59));
        _api.Requests.Should().HaveCount(2, "a bookmark is a sign of life");

        _clock.Advance(TimeSpan.FromSeconds(1));

        (await _api.NextWatchAsync()).Request.PathAndQuery.Should().Contain("resourceVersion=11");
        _observer.Failures.Should().BeEmpty();
        Lists().Should().Be(1);
    }

    [Fact]
    public async Task An_object_that_cannot_be_decoded_is_set_aside_alone_and_comes_back_when_it_is_mended()
    {
        var watch = await StartAsync(Page("10", null, Item("a", "1", "red"), Item("bad", "2", "unreadable"), Item("c", "3", "red")));

        Values().Should().Equal("a=red", "c=red");
        _store.GetAside(new ObjectKey("n", "bad"))!.Problem.Should().Contain("no colour");
        _observer.Aside.Should().Equal("n/bad");

        watch.Send("MODIFIED", Item("a", "11", "unreadable")).Send("MODIFIED", Item("bad", "12", "blue"));
        await Eventually.True(() => _store.By("colour", "blue").Count == 1);

        Values().Should().Equal("bad=blue", "c=red");
        _observer.Aside.Should().Equal("n/bad", "n/a");
        _changes.Single(change => change.Key.Name == "a" && change.New is null).Aside.Should().NotBeNull("it is not gone, it cannot be read");
    }

    // An object nested 100,000 deep is 200 kB: every tenant can store one under a field that is kept as it is.
    [Fact]
    public async Task An_object_of_absurd_depth_spoils_itself_alone()
    {
        var deep = $$"""{"spec":{{new string('[', 100_000)}}{{new string(']', 100_000)}},"metadata":{"name":"deep","namespace":"n","uid":"u","resourceVersion":"5"},"colour":"red"}""";

        var watch = await StartAsync(Page("10", null, Item("a", "1", "red"), deep));
        watch.Send("MODIFIED", deep.Replace("\"5\"", "\"6\"", StringComparison.Ordinal)).Send("ADDED", Item("b", "7", "red"));
        await Eventually.True(() => _store.Count == 2);

        Values().Should().Equal("a=red", "b=red");
        _store.Aside.Should().ContainSingle(aside => aside.Key.Name == "deep" && aside.ResourceVersion == "6");
    }

    [Theory]
    [InlineData("garbage")]
    [InlineData("{\"type\":\"ADDED\"")]
    [InlineData("{\"type\":\"FUTURE\",\"object\":{\"metadata\":{\"resourceVersion\":\"11\"}}}")]
    [InlineData("{\"type\":\"ADDED\",\"object\":{\"kind\":\"Pod\"}}")]
    [InlineData("{\"type\":\"ADDED\",\"object\":{\"metadata\":{\"name\":\"x\"}}}")]
    [InlineData("{\"object\":{}}")]
    [InlineData("[]")]
    [InlineData("{\"type\":\"ADDED\",\"object\":{\"metadata\":{\"resourceVersion\":\"1\"}}} trailing")]
    public async Task A_line_that_makes_no_sense_is_made_good_by_a_fresh_list(string line)
    {
        var watch = await StartAsync(Page("10", null, Item("a", "1", "red")));
        Answer(Page("20", null, Item("a", "1", "red"), Item("b", "15", "red")));

        watch.SendLine(line);
        await FailedAsync(1);
        _clock.Advance(TimeSpan.FromSeconds(1));
        _ = await _api.NextWatchAsync();

        Values().Should().Equal("a=red", "b=red");
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("{\"metadata\":{\"resourceVersion\":\"1\"}}")]
    [InlineData("{\"metadata\":{},\"items\":[]}")]
    [InlineData("{\"metadata\":{\"resourceVersion\":\"1\"},\"items\":{}}")]
    [InlineData("{\"metadata\":{\"resourceVersion\":\"1\"},\"items\":[1,")]
    public async Task A_list_that_makes_no_sense_is_asked_for_again_and_changes_nothing(string body)
    {
        _ = await StartAsync([body, Page("10", null, Item("a", "1", "red"))], advance: true);

        _observer.Failures.Should().HaveCount(1);
        Values().Should().Equal("a=red");
    }

    [Fact]
    public async Task An_empty_list_may_be_null()
    {
        _ = await StartAsync("""{"kind":"PodList","metadata":{"resourceVersion":"3"},"items":null}""");

        (_store.IsSynced, _store.Count).Should().Be((true, 0));
    }

    [Fact]
    public async Task While_lists_fail_it_asks_less_and_less_often_and_never_gives_up()
    {
        _ = _api.WhenRefused("GET", Path, 500, "InternalError");
        Run();

        await Eventually.True(_clock, TimeSpan.FromSeconds(1), () => _observer.Failures.Count >= 12);

        var waits = _observer.Failures.Select(failure => failure.Wait).ToList();
        waits[0].Should().BeLessThan(TimeSpan.FromSeconds(1));
        waits.Should().OnlyContain(wait => wait <= TimeSpan.FromSeconds(30));
        waits[^1].Should().BeGreaterOrEqualTo(TimeSpan.FromSeconds(20));
        Answer(Page("10", null, Item("a", "1", "red")));
        _clock.Advance(TimeSpan.FromSeconds(30));
        _ = await _api.NextWatchAsync();
        _store.IsSynced.Should().BeTrue();
    }

    [Fact]
    public async Task When_the_server_says_how_long_to_wait_it_waits_so_long()
    {
        _ = _api.WhenRefused("GET", Path, 429, "TooManyRequests", retryAfter: TimeSpan.FromSeconds(17));
        Run();

        await FailedAsync(1);

        _observer.Failures[0].Wait.Should().Be(TimeSpan.FromSeconds(17));
    }

    [Fact]
    public async Task A_server_that_hangs_up_at_once_is_not_called_without_end()
    {
        var watch = await StartAsync(Page("10", null));

        for (var i = 1; i <= 3; i++)
        {
            watch.End();
            await FailedAsync(i);
            _clock.Advance(_observer.Failures[^1].Wait);
            watch = await _api.NextWatchAsync();
        }

        _observer.Failures.Select(failure => failure.Wait).Should().BeInAscendingOrder();
    }

    private static string Item(string name, string version, string colour) =>
        $$"""{"metadata":{"name":"{{name}}","namespace":"n","uid":"uid-{{name}}","resourceVersion":"{{version}}","labels":{"name":"no"} },"colour":"{{colour}}"}""";

    private static string Page(string version, string? next, params string[] items) =>
        $$"""{"kind":"PodList","apiVersion":"v1","metadata":{"resourceVersion":"{{version}}","continue":"{{next}}"},"items":[{{string.Join(',', items)}}]}""";

    private static string Decode(ReadOnlyMemory<byte> json)
    {
        using var document = JsonDocument.Parse(json);
        var colour = document.RootElement.GetProperty("colour").GetString()!;
        return colour is "unreadable" ? throw new JsonException("that is no colour") : colour;
    }

    /// <summary>Lists are answered with these pages, one after the other; null is 410.</summary>
    private void Answer(params string?[] pages)
    {
        var left = new Queue<string?>(pages);
        _ = _api.When(
            request => request.Path == Path && left.Count > 0,
            request => left.Dequeue() is { } page ? FakeKubernetesApi.Ok(page) : throw FakeKubernetesApi.Refusal(request, 410, "Expired"));
    }

    private void Run() => _running = new Reflector<string>(
        _api, KubernetesResources.Pods, _store, Decode, new ReflectorOptions { Namespace = "n", LabelSelector = "role=driver", PageSize = 2 }, _clock, new Random(1), _observer)
        .RunAsync(_stop.Token);

    private Task<FakeWatch> StartAsync(params string?[] pages) => StartAsync(pages, advance: false);

    private async Task<FakeWatch> StartAsync(string?[] pages, bool advance)
    {
        Answer(pages);
        Run();
        if (advance)
            await Eventually.True(_clock, TimeSpan.FromMilliseconds(100), () => _store.IsSynced);
        return await _api.NextWatchAsync();
    }

    /// <summary>So many failures, and the wait after the last one has begun.</summary>
    private Task FailedAsync(int times) => Eventually.True(() => _observer.Failures.Count == times && _clock.ArmedTimers == 1);

    private int Lists() => _api.Texts.Count(text => !text.Contains("watch=true", StringComparison.Ordinal));

    private IEnumerable<string> Values() => _store.All.Select(item => $"{item.Key.Name}={item.Value}").Order(StringComparer.Ordinal);

    private sealed class RecordingObserver : IReflectorObserver
    {
        public List<(Exception Error, TimeSpan Wait)> Failures { get; } = [];

        public List<string> Aside { get; } = [];

        public int Lives { get; private set; }

        public void Listed(int objects, int setAside)
        {
        }

        public void SetAside(SetAside item) => Aside.Add(item.Key.ToString());

        public void Failed(Exception error, int failures, TimeSpan wait) => Failures.Add((error, wait));

        public void Alive() => Lives++;
    }
}
