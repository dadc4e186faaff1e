using System.Text;
using System.Text.Json.Nodes;
using LocalCluster.Json;
using LocalCluster.Serving;
using LocalCluster.Tests.Api;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace LocalCluster.Tests.Admission;

#pragma warning disable CA1001 // xunit disposes through IAsyncLifetime.
public sealed class WebhookTests : IAsyncLifetime
{
    private readonly CertificateAuthority _authority = new(TimeProvider.System);
    private readonly List<JsonNode> _reviews = [];
    private WebApplication _webhook = null!;
    private TestCluster _cluster = null!;
    private JsonObject _response = new() { ["allowed"] = true };

    public async Task InitializeAsync()
    {
        _cluster = await TestCluster.StartAsync();
        var builder = WebApplication.CreateSlimBuilder();
        _ = builder.Logging.ClearProviders();
        _ = builder.WebHost.UseKestrelHttpsConfiguration().ConfigureKestrel(kestrel =>
            kestrel.Listen(System.Net.IPAddress.Loopback, 0, listen => listen.UseHttps(_authority.IssueServer("127.0.0.1"))));
        _webhook = builder.Build();
        _webhook.Run(AnswerAsync);
        await _webhook.StartAsync();
    }

    public async Task DisposeAsync()
    {
        await _webhook.DisposeAsync();
        await _cluster.DisposeAsync();
        _authority.Dispose();
    }

    [Fact]
    public async Task Given_a_mutating_webhook_When_an_object_is_created_Then_its_patch_is_in_what_is_stored()
    {
        await RegisterAsync("Mutating");
        _response = new() { ["allowed"] = true, ["patchType"] = "JSONPatch", ["patch"] = Base64("""[{"op":"add","path":"/metadata/labels","value":{"by":"webhook"}}]"""), ["warnings"] = new JsonArray("careful") };

        var made = await _cluster.MustAsync("POST", "/api/v1/namespaces/n/configmaps", """{"metadata":{"name":"a"}}""");

        made.TextAt("metadata", "labels", "by").Should().Be("webhook");
        var request = _reviews.Should().ContainSingle().Subject.ObjectAt("request")!;
        request.TextAt("operation").Should().Be("CREATE");
        request.TextAt("name").Should().Be("a");
        request.TextAt("userInfo", "username").Should().Be("system:admin");
        request.TextAt("options", "kind").Should().Be("CreateOptions");
    }

    [Fact]
    public async Task Given_a_validating_webhook_When_it_refuses_Then_its_message_and_code_are_passed_on_and_nothing_is_stored()
    {
        await RegisterAsync("Validating");
        _response = new() { ["allowed"] = false, ["status"] = new JsonObject { ["message"] = "not today", ["code"] = 422, ["reason"] = "Invalid" } };

        var answer = await _cluster.SendAsync("POST", "/api/v1/namespaces/n/configmaps", """{"metadata":{"name":"a"}}""");

        answer.Status.Should().Be(422);
        answer.Body.TextAt("message").Should().Be("admission webhook \"hook.example.com\" denied the request: not today");
        (await _cluster.SendAsync("GET", "/api/v1/namespaces/n/configmaps/a")).Status.Should().Be(404);
    }

    [Fact]
    public async Task Given_an_object_selector_When_it_does_not_match_Then_the_webhook_is_not_asked()
    {
        await RegisterAsync("Validating", """{"matchLabels":{"checked":"yes"}}""");
        _response = new() { ["allowed"] = false };

        _ = await _cluster.MustAsync("POST", "/api/v1/namespaces/n/configmaps", """{"metadata":{"name":"a"}}""");

        _reviews.Should().BeEmpty();
        (await _cluster.SendAsync("POST", "/api/v1/namespaces/n/configmaps", """{"metadata":{"name":"b","labels":{"checked":"yes"}}}""")).Status.Should().Be(400);
    }

    [Theory]
    [InlineData("Fail", 500)]
    [InlineData("Ignore", 201)]
    public async Task Given_a_webhook_that_cannot_be_trusted_When_it_would_be_asked_Then_the_failure_policy_decides(string policy, int expected)
    {
        using var stranger = new CertificateAuthority(TimeProvider.System);
        await RegisterAsync("Validating", policy: policy, ca: stranger.Pem);

        var answer = await _cluster.SendAsync("POST", "/api/v1/namespaces/n/configmaps", """{"metadata":{"name":"a"}}""");

        answer.Status.Should().Be(expected);
        _reviews.Should().BeEmpty();
        if (expected == 500)
            answer.Body.TextAt("message").Should().EndWith("tls: failed to verify certificate: x509: certificate signed by unknown authority");
    }

    private Task<JsonNode> RegisterAsync(string kind, string objectSelector = "{}", string policy = "Fail", string? ca = null) =>
        _cluster.MustAsync("POST", $"/apis/admissionregistration.k8s.io/v1/{kind.ToLowerInvariant()}webhookconfigurations", $$"""
            {"metadata":{"name":"c"},"webhooks":[{"name":"hook.example.com","admissionReviewVersions":["v1"],"sideEffects":"None","failurePolicy":"{{policy}}",
             "clientConfig":{"url":"{{_webhook.Urls.First()}}/x","caBundle":"{{Base64(ca ?? _authority.Pem)}}"},"objectSelector":{{objectSelector}},
             "rules":[{"apiGroups":[""],"apiVersions":["v1"],"operations":["CREATE"],"resources":["configmaps"]}]}]}
            """);

    private async Task AnswerAsync(HttpContext http)
    {
        using var reader = new StreamReader(http.Request.Body);
        var review = JsonNode.Parse(await reader.ReadToEndAsync())!;
        _reviews.Add(review);
        var response = (JsonObject)_response.DeepClone();
        response["uid"] = review.TextAt("request", "uid");
        http.Response.ContentType = "application/json";
        await http.Response.WriteAsync(new JsonObject { ["apiVersion"] = "admission.k8s.io/v1", ["kind"] = "AdmissionReview", ["response"] = response }.ToJsonString());
    }

    private static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));
}
