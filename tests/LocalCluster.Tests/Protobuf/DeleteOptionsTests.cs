using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using LocalCluster.Json;
using LocalCluster.Serving;
using LocalCluster.Tests.Serving;

namespace LocalCluster.Tests.Protobuf;

/// <summary>Deletions over the wire, in the forms in which clients send their options.</summary>
public sealed class DeleteOptionsTests : IAsyncLifetime
{
    private const string Protobuf = "application/vnd.kubernetes.protobuf";
    private const string Maps = "/api/v1/namespaces/default/configmaps";

    private ClusterServer _server = null!;
    private HttpClient _client = null!;

    public async Task InitializeAsync()
    {
        _server = await ClusterServer.StartAsync();
        _client = HttpsClients.Of(_server, _server.Kubeconfig());
    }

    public async Task DisposeAsync()
    {
        _client.Dispose();
        await _server.DisposeAsync();
    }

    // Client libraries send the version of the group that they speak to.
    [Theory]
    [InlineData("/api/v1/namespaces/default/secrets", "v1", "{}")]
    [InlineData("/apis/batch/v1/namespaces/default/cronjobs", "batch/v1", """{"spec":{"schedule":"* * * * *","jobTemplate":{"spec":{"template":{"spec":{"restartPolicy":"Never","containers":[{"name":"c","image":"i"}]}}}}}}""")]
    [InlineData("/apis/rbac.authorization.k8s.io/v1/clusterroles", "rbac.authorization.k8s.io/v1", "{}")]
    [InlineData("/apis/coordination.k8s.io/v1/namespaces/default/leases", "meta.k8s.io/v1", "{}")]
    public async Task Given_an_object_and_a_collection_When_the_options_come_in_protobuf_Then_they_are_deleted(string path, string version, string body)
    {
        foreach (var name in new[] { "a", "b" })
        {
            var o = (JsonObject)JsonNode.Parse(body)!;
            o["metadata"] = new JsonObject { ["name"] = name, ["labels"] = new JsonObject { ["test"] = "yes" } };
            using var made = await _client.PostAsync(path, new StringContent(o.ToJsonString(), Encoding.UTF8, "application/json"));
            made.StatusCode.Should().Be(HttpStatusCode.Created);
        }

        (await DeleteAsync($"{path}/a", Options(version), Protobuf)).Code.Should().Be(200);
        (await DeleteAsync($"{path}?labelSelector=test", Options(version), Protobuf)).Body.ListAt("items").Should().ContainSingle();

        (await _client.GetAsync($"{path}/a")).StatusCode.Should().Be(HttpStatusCode.NotFound);
        (await _client.GetAsync($"{path}/b")).StatusCode.Should().Be(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Given_options_in_protobuf_When_they_say_something_Then_it_counts()
    {
        await MakeMapAsync();

        // preconditions {uid: "x"}; dryRun: All; propagationPolicy: Foreground.
        (await DeleteAsync($"{Maps}/a", Options("v1", [0x12, 3, 0x0a, 1, (byte)'x']), Protobuf)).Code.Should().Be(409);
        (await DeleteAsync($"{Maps}/a", Options("v1", [0x2a, 3, .. "All"u8]), Protobuf)).Code.Should().Be(200);
        (await DeleteAsync($"{Maps}/a", Options("v1", [0x22, 10, .. "Foreground"u8]), Protobuf)).Body.ListAt("metadata", "finalizers").Texts().Should().Equal("foregroundDeletion");
    }

    [Theory]
    [InlineData("{\"kind\":\"DeleteOptions\"}", null, 200, null)]
    [InlineData("dryRun: [All]", "application/yaml", 200, null)]
    [InlineData("{\"gracePeriodSeconds\":\"x\"}", "application/json", 500, "json: cannot unmarshal string into Go struct field DeleteOptions.gracePeriodSeconds of type int64")]
    [InlineData("zzz", "application/json", 500, "couldn't get version/kind; json parse error: invalid character 'z' looking for beginning of value")]
    [InlineData("zzz", Protobuf, 500, "provided data does not appear to be a protobuf message, expected prefix [107 56 115 0]")]
    [InlineData("{}", "text/plain", 415, "the body of the request was in an unknown format - accepted media types include: application/json, application/yaml, application/vnd.kubernetes.protobuf")]
    public async Task Given_a_body_When_it_is_sent_as_this_type_Then_the_answer_is_that_of_a_real_server(string body, string? mediaType, int code, string? message)
    {
        await MakeMapAsync();

        var answer = await DeleteAsync($"{Maps}/a", Encoding.UTF8.GetBytes(body), mediaType);

        answer.Code.Should().Be(code);
        answer.Body.TextAt("message").Should().Be(message);
    }

    private async Task MakeMapAsync()
    {
        using var made = await _client.PostAsync(Maps, new StringContent("""{"metadata":{"name":"a"}}""", Encoding.UTF8, "application/json"));
        made.StatusCode.Should().Be(HttpStatusCode.Created);
    }

    private async Task<(int Code, JsonNode? Body)> DeleteAsync(string path, byte[] body, string? mediaType)
    {
        using var request = new HttpRequestMessage(HttpMethod.Delete, path) { Content = new ByteArrayContent(body) };
        if (mediaType is not null)
            request.Content.Headers.ContentType = new(mediaType);
        using var answer = await _client.SendAsync(request);
        return ((int)answer.StatusCode, JsonNode.Parse(await answer.Content.ReadAsStringAsync()));
    }

    // The magic, and an Unknown of a TypeMeta and of the object's bytes.
    private static byte[] Options(string apiVersion, byte[]? content = null)
    {
        byte[] type = [0x0a, (byte)apiVersion.Length, .. Encoding.UTF8.GetBytes(apiVersion), 0x12, 13, .. "DeleteOptions"u8];
        return [.. "k8s\0"u8, 0x0a, (byte)type.Length, .. type, 0x12, (byte)(content?.Length ?? 0), .. content ?? []];
    }
}
