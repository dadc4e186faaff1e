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

    private Task<HttpResponseMessage> CreateAsync(string name) =>
        _admin.PostAsync(Maps, new StringContent($$"""{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"{{name}}" } }""", Encoding.UTF8, "application/json"));
}
