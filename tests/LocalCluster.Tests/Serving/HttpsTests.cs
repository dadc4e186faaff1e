using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using LocalCluster.Json;
using LocalCluster.Serving;

namespace LocalCluster.Tests.Serving;

public sealed class HttpsTests : IAsyncLifetime
{
    private ClusterServer _server = null!;

    public async Task InitializeAsync() => _server = await ClusterServer.StartAsync();

    public async Task DisposeAsync() => await _server.DisposeAsync();

    [Fact]
    public async Task Given_the_kubeconfig_of_the_administrator_When_it_is_used_Then_everything_is_allowed()
    {
        using var client = Client(_server.Kubeconfig());

        (await client.GetAsync("/api/v1/secrets")).StatusCode.Should().Be(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Given_a_client_certificate_When_it_has_no_role_Then_its_name_and_group_are_those_of_the_subject()
    {
        using var client = Client(_server.Kubeconfig("jane", "team"));

        using var refused = await client.GetAsync("/api/v1/secrets");
        refused.StatusCode.Should().Be(HttpStatusCode.Forbidden);
        (await refused.Content.ReadAsStringAsync()).Should().Contain("User \\\"jane\\\" cannot list resource");

        using var review = await client.PostAsync("/apis/authentication.k8s.io/v1/selfsubjectreviews", Json("{}"));
        JsonNode.Parse(await review.Content.ReadAsStringAsync()).ListAt("status", "userInfo", "groups").Texts().Should().Equal("team", "system:authenticated");
    }

    [Fact]
    public async Task Given_a_service_account_token_When_it_is_used_Then_it_is_that_account_until_the_account_goes()
    {
        using var admin = Client(_server.Kubeconfig());
        _ = await admin.PostAsync("/api/v1/namespaces/default/serviceaccounts", Json("""{"metadata":{"name":"spark"}}"""));
        using var answer = await admin.PostAsync("/api/v1/namespaces/default/serviceaccounts/spark/token", Json("{}"));
        var token = JsonNode.Parse(await answer.Content.ReadAsStringAsync()).TextAt("status", "token");
        using var client = Client(null);
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);

        (await (await client.GetAsync("/api/v1/pods")).Content.ReadAsStringAsync()).Should().Contain("system:serviceaccount:default:spark");

        using var review = await client.PostAsync("/apis/authentication.k8s.io/v1/selfsubjectreviews", Json("{}"));
        var user = JsonNode.Parse(await review.Content.ReadAsStringAsync()).ObjectAt("status", "userInfo");
        user.TextAt("uid").Should().NotBeNullOrEmpty();
        user.ListAt("extra", "authentication.kubernetes.io/credential-id").Texts().Should().ContainSingle().Which.Should().StartWith("JTI=");

        _ = await admin.DeleteAsync("/api/v1/namespaces/default/serviceaccounts/spark");
        (await client.GetAsync("/api/v1/pods")).StatusCode.Should().Be(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task Given_no_credentials_When_something_is_asked_Then_anonymous_is_refused_but_may_see_the_version()
    {
        using var client = Client(null);

        using var refused = await client.GetAsync("/api/v1/pods");
        refused.StatusCode.Should().Be(HttpStatusCode.Forbidden);
        (await refused.Content.ReadAsStringAsync()).Should().Contain("system:anonymous");
        (await client.GetAsync("/version")).StatusCode.Should().Be(HttpStatusCode.OK);
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", "nonsense");
        (await client.GetAsync("/version")).StatusCode.Should().Be(HttpStatusCode.Unauthorized);
    }

    [Theory]
    [InlineData("{", "application/json", HttpStatusCode.BadRequest)]
    [InlineData("[]", "application/json", HttpStatusCode.BadRequest)]
    [InlineData("{\"metadata\":7}", "application/json", HttpStatusCode.BadRequest)]
    [InlineData("{\"kind\":\"Pod\"}", "application/json", HttpStatusCode.BadRequest)]
    [InlineData("x", "text/plain", HttpStatusCode.UnsupportedMediaType)]
    public async Task Given_a_bad_body_When_it_is_posted_Then_a_Status_comes_and_the_server_lives(string body, string mediaType, HttpStatusCode expected)
    {
        using var client = Client(_server.Kubeconfig());

        using var answer = await client.PostAsync("/api/v1/namespaces/default/configmaps", new StringContent(body, Encoding.UTF8, mediaType));

        answer.StatusCode.Should().Be(expected);
        JsonNode.Parse(await answer.Content.ReadAsStringAsync()).TextAt("kind").Should().Be("Status");
        (await client.GetAsync("/readyz")).StatusCode.Should().Be(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Given_deep_JSON_or_too_much_of_it_When_it_is_posted_Then_it_is_refused_and_the_server_lives()
    {
        using var client = Client(_server.Kubeconfig());

        using var deep = await client.PostAsync("/api/v1/namespaces/default/configmaps", Json(new string('[', 100_000)));
        deep.StatusCode.Should().Be(HttpStatusCode.BadRequest);
        using var large = await client.PostAsync("/api/v1/namespaces/default/configmaps", Json($$$"""{"data":{"x":"{{{new string('x', 3 * 1024 * 1024)}}}"}}"""));
        large.StatusCode.Should().Be(HttpStatusCode.RequestEntityTooLarge);
        (await client.GetAsync("/readyz")).StatusCode.Should().Be(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Given_a_watch_over_the_wire_When_something_is_created_Then_its_line_arrives()
    {
        using var client = Client(_server.Kubeconfig());
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        await using var stream = await client.GetStreamAsync("/api/v1/namespaces/default/configmaps?watch=true&resourceVersion=0", deadline.Token);
        using var reader = new StreamReader(stream);

        _ = await client.PostAsync("/api/v1/namespaces/default/configmaps", Json("""{"metadata":{"name":"a"}}"""));

        var line = JsonNode.Parse((await reader.ReadLineAsync(deadline.Token))!);
        line.TextAt("type").Should().Be("ADDED");
        line.TextAt("object", "metadata", "name").Should().Be("a");
    }

    [Fact]
    public async Task Given_an_open_watch_When_the_server_stops_Then_the_watch_ends_and_nobody_waits_for_it()
    {
        await using var server = await ClusterServer.StartAsync();
        using var client = Client(server.Kubeconfig(), server);
        await using var stream = await client.GetStreamAsync("/api/v1/configmaps?watch=true");
        using var reader = new StreamReader(stream);
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(15));

        await server.DisposeAsync().AsTask().WaitAsync(deadline.Token);

        (await reader.ReadToEndAsync(deadline.Token)).Should().BeEmpty();
    }

    [Fact]
    public async Task Given_a_client_that_wants_a_table_When_it_lists_Then_it_gets_rows()
    {
        using var client = Client(_server.Kubeconfig());
        _ = await client.PostAsync("/api/v1/namespaces/default/configmaps", Json("""{"metadata":{"name":"a"},"data":{"x":"1"}}"""));
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/v1/namespaces/default/configmaps");
        _ = request.Headers.TryAddWithoutValidation("Accept", "application/json;as=Table;v=v1;g=meta.k8s.io,application/json");

        var table = JsonNode.Parse(await (await client.SendAsync(request)).Content.ReadAsStringAsync());

        table.TextAt("kind").Should().Be("Table");
        table.ListAt("columnDefinitions").Objects().Select(c => c.TextAt("name")).Should().Equal("Name", "Data", "Age");
        table.ListAt("rows").Objects().Single().ListAt("cells")!.Take(2).Select(c => c!.ToString()).Should().Equal("a", "1");
    }

    private static StringContent Json(string body) => new(body, Encoding.UTF8, "application/json");

    private HttpClient Client(string? kubeconfig, ClusterServer? other = null) => HttpsClients.Of(other ?? _server, kubeconfig);
}
