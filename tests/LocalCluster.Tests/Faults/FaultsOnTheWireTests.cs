using System.Net;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json.Nodes;
using LocalCluster.Json;
using LocalCluster.Serving;

namespace LocalCluster.Tests.Faults;

/// <summary>Faults as a client meets them, over TLS.</summary>
public sealed class FaultsOnTheWireTests : IAsyncLifetime
{
    private const string Maps = "/api/v1/namespaces/default/configmaps";

    private ClusterServer _server = null!;
    private HttpClient _admin = null!;

    public async Task InitializeAsync()
    {
        _server = await ClusterServer.StartAsync();
        var user = JsonNode.Parse(_server.Kubeconfig()).ListAt("users").Objects().Single().ObjectAt("user");
        using var pem = X509Certificate2.CreateFromPem(Pem(user, "client-certificate-data"), Pem(user, "client-key-data"));
        _admin = Client(X509CertificateLoader.LoadPkcs12(pem.Export(X509ContentType.Pkcs12), null));
    }

    public async Task DisposeAsync()
    {
        _admin.Dispose();
        await _server.DisposeAsync();
    }

    [Fact]
    public async Task Given_429_for_a_creation_When_it_is_sent_Then_it_is_told_to_wait_and_nothing_is_created()
    {
        await PlanAsync("""{"verb":"create","resource":"configmaps","nth":1,"fault":"429","arg":"7"}""");

        var refused = await CreateAsync("one");

        refused.StatusCode.Should().Be(HttpStatusCode.TooManyRequests);
        refused.Headers.RetryAfter!.Delta.Should().Be(TimeSpan.FromSeconds(7));
        (await _admin.GetAsync($"{Maps}/one")).StatusCode.Should().Be(HttpStatusCode.NotFound);
        (await CreateAsync("one")).StatusCode.Should().Be(HttpStatusCode.Created, "only the first was to fail");
    }

    [Fact]
    public async Task Given_500_after_a_creation_When_it_is_sent_Then_it_fails_and_the_object_is_there()
    {
        await PlanAsync("""{"verb":"create","resource":"configmaps","nth":1,"fault":"500-after"}""");

        (await CreateAsync("one")).StatusCode.Should().Be(HttpStatusCode.InternalServerError);

        (await _admin.GetAsync($"{Maps}/one")).StatusCode.Should().Be(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Given_a_reset_or_half_an_answer_When_the_request_is_sent_Then_no_whole_answer_comes()
    {
        await PlanAsync("""
            {"verb":"get","resource":"configmaps","name":"a","fault":"reset"}
            {"verb":"list","resource":"configmaps","fault":"truncated"}
            """);

        await FluentActions.Awaiting(() => _admin.GetStringAsync($"{Maps}/a")).Should().ThrowAsync<HttpRequestException>();
        await FluentActions.Awaiting(() => _admin.GetStringAsync(Maps)).Should().ThrowAsync<HttpRequestException>();
    }

    [Theory]
    [InlineData("missed-event", "one", "three")]
    [InlineData("duplicated-event", "one", "two", "two", "three")]
    public async Task Given_a_fault_of_a_watch_When_events_come_Then_the_second_is_left_out_or_comes_twice(string fault, params string[] expected)
    {
        await PlanAsync($$"""{"verb":"watch","resource":"configmaps","nth":1,"fault":"{{fault}}","arg":1}""");
        var version = JsonNode.Parse(await _admin.GetStringAsync(Maps)).TextAt("metadata", "resourceVersion");
        foreach (var name in new[] { "one", "two", "three" })
            _ = await CreateAsync(name);

        using var stream = new StreamReader(await _admin.GetStreamAsync($"{Maps}?watch=true&resourceVersion={version}"));
        var names = new List<string>();
        while (names.LastOrDefault() != "three")
            names.Add(JsonNode.Parse((await stream.ReadLineAsync())!).TextAt("object", "metadata", "name")!);

        names.Should().Equal(expected);
    }

    [Theory]
    [InlineData("409", HttpStatusCode.Conflict, "Conflict")]
    [InlineData("410", HttpStatusCode.Gone, "Expired")]
    [InlineData("503", HttpStatusCode.ServiceUnavailable, "ServiceUnavailable")]
    public async Task Given_a_status_for_an_update_When_it_is_sent_Then_it_gets_that_Status_and_nothing_changes(string fault, HttpStatusCode code, string reason)
    {
        _ = await CreateAsync("one");
        await PlanAsync($$"""{"verb":"patch","resource":"configmaps","name":"one","nth":1,"fault":"{{fault}}"}""");

        var refused = await PatchAsync("one");

        refused.StatusCode.Should().Be(code);
        JsonNode.Parse(await refused.Content.ReadAsStringAsync()).TextAt("reason").Should().Be(reason);
        JsonNode.Parse(await _admin.GetStringAsync($"{Maps}/one")).At("data").Should().BeNull();
        (await PatchAsync("one")).StatusCode.Should().Be(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Given_latency_When_the_request_is_sent_Then_it_takes_that_long_and_takes_effect()
    {
        await PlanAsync("""{"verb":"create","resource":"configmaps","nth":1,"fault":"latency","arg":"300ms"}""");
        var begun = TimeProvider.System.GetTimestamp();

        (await CreateAsync("one")).StatusCode.Should().Be(HttpStatusCode.Created);

        TimeProvider.System.GetElapsedTime(begun).Should().BeGreaterThan(TimeSpan.FromMilliseconds(290));
    }

    [Fact]
    public async Task Given_a_reset_after_a_creation_When_it_is_sent_Then_no_answer_comes_and_the_object_is_there()
    {
        await PlanAsync("""{"verb":"create","resource":"configmaps","name":"one","nth":1,"fault":"reset-after"}""");

        (await CreateAsync("other")).StatusCode.Should().Be(HttpStatusCode.Created, "the rule is for the object of that name");
        await FluentActions.Awaiting(() => CreateAsync("one")).Should().ThrowAsync<HttpRequestException>();

        (await _admin.GetAsync($"{Maps}/one")).StatusCode.Should().Be(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Given_a_cut_of_a_watch_When_its_second_event_comes_Then_the_stream_breaks_inside_the_line()
    {
        await PlanAsync("""{"verb":"watch","resource":"configmaps","nth":1,"fault":"watch-cut","arg":1}""");
        _ = await CreateAsync("one");
        _ = await CreateAsync("two");

        using var stream = new StreamReader(await _admin.GetStreamAsync($"{Maps}?watch=true"));
        var events = new List<string?>();
        await FluentActions.Awaiting(async () =>
        {
            while (true)
                events.Add(JsonNode.Parse((await stream.ReadLineAsync())!).TextAt("object", "metadata", "name"));
        }).Should().ThrowAsync<Exception>("half a line is no event, and a reset no end");

        // A reset may overtake what was sent before it; the second event never comes whole.
        events.Should().BeSubsetOf(["one"]);
    }

    [Fact]
    public async Task Given_a_stale_list_When_it_is_asked_for_Then_it_is_the_state_of_some_changes_ago_and_a_watch_from_its_version_brings_the_rest()
    {
        foreach (var name in new[] { "one", "two", "three" })
            _ = await CreateAsync(name);
        await PlanAsync("""{"verb":"list","resource":"configmaps","nth":1,"fault":"stale-list","arg":2}""");

        var stale = JsonNode.Parse(await _admin.GetStringAsync($"{Maps}?limit=500&resourceVersion=0"));

        Names(stale).Should().Equal("one");
        using var stream = new StreamReader(await _admin.GetStreamAsync($"{Maps}?watch=true&resourceVersion={stale.TextAt("metadata", "resourceVersion")}"));
        JsonNode.Parse((await stream.ReadLineAsync())!).TextAt("object", "metadata", "name").Should().Be("two");
        Names(JsonNode.Parse(await _admin.GetStringAsync(Maps))).Should().Equal(["one", "three", "two"], "the next one is of now");
    }

    [Fact]
    public async Task Given_rules_When_the_plan_is_asked_for_and_deleted_Then_it_tells_their_hits_and_is_empty()
    {
        await PlanAsync("""{"verb":"get","resource":"configmaps","fault":"500"}""");
        _ = await _admin.GetAsync($"{Maps}/a");
        _ = await _admin.GetAsync($"{Maps}/b");

        var rule = JsonNode.Parse(await _admin.GetStringAsync("/_local/faults")).Objects().Single();

        (rule.TextAt("fault"), rule.NumberAt("seen"), rule.NumberAt("hits")).Should().Be(("500", 2, 2));
        _ = await _admin.DeleteAsync("/_local/faults");
        JsonNode.Parse(await _admin.GetStringAsync("/_local/faults")).Objects().Should().BeEmpty();
    }

    [Fact]
    public async Task Given_nobody_s_credentials_When_the_plan_is_asked_for_Then_it_is_refused()
    {
        using var anonymous = Client(null);

        (await anonymous.GetAsync("/_local/faults")).StatusCode.Should().Be(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task Given_a_bad_rule_When_it_is_posted_Then_the_answer_says_what_is_wrong()
    {
        var answer = await _admin.PostAsync("/_local/faults", new StringContent("""{"fault":"nonsense"}"""));

        answer.StatusCode.Should().Be(HttpStatusCode.BadRequest);
        (await answer.Content.ReadAsStringAsync()).Should().Contain("line 1").And.Contain("nonsense");
    }

    private static string Pem(JsonObject? user, string member) => Encoding.UTF8.GetString(Convert.FromBase64String(user.TextAt(member)!));

    private HttpClient Client(X509Certificate2? certificate)
    {
        // The authority is the server's own, made a moment ago in this process.
        var handler = new HttpClientHandler { ServerCertificateCustomValidationCallback = (_, _, _, _) => true };
        if (certificate is not null)
            _ = handler.ClientCertificates.Add(certificate);
        return new HttpClient(handler) { BaseAddress = _server.Address, Timeout = TimeSpan.FromSeconds(20) };
    }

    private async Task PlanAsync(string rules) => (await _admin.PostAsync("/_local/faults", new StringContent(rules))).EnsureSuccessStatusCode();

    private static IEnumerable<string?> Names(JsonNode? list) => list.ListAt("items").Objects().Select(item => item.TextAt("metadata", "name"));

    private Task<HttpResponseMessage> PatchAsync(string name) =>
        _admin.PatchAsync($"{Maps}/{name}", new StringContent("""{"data":{"a":"1"}}""", Encoding.UTF8, "application/merge-patch+json"));

    private Task<HttpResponseMessage> CreateAsync(string name) =>
        _admin.PostAsync(Maps, new StringContent($$"""{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"{{name}}" } }""", Encoding.UTF8, "application/json"));
}
