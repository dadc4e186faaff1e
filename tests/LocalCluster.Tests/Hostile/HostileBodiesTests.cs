using System.Net;
using System.Net.Http.Headers;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json.Nodes;
using LocalCluster.Json;
using LocalCluster.Serving;

namespace LocalCluster.Tests.Hostile;

/// <summary>Bytes that no client of good will sends, over the wire.</summary>
public sealed class HostileBodiesTests : IAsyncLifetime
{
    private const string Maps = "/api/v1/namespaces/default/configmaps";

    private static readonly string[] MediaTypes =
    [
        "application/json", "application/yaml", "application/vnd.kubernetes.protobuf", "text/plain", "application/cbor", "a/b; q=\"x", "application/merge-patch+json",
        "application/apply-patch+yaml", "application/json-patch+json", "application/strategic-merge-patch+json",
    ];

    private static readonly string[] Accepted = ["", "application/json", "application/yaml", "application/vnd.kubernetes.protobuf", "text/html", "*/*;q", "application/json;as=Table;v=v1;g=meta.k8s.io"];

    private static readonly byte[] Valid = """{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"a","labels":{"k":"v"}},"data":{"x":"é\u00e9","n":"1"}}"""u8.ToArray();

    private ClusterServer _server = null!;
    private HttpClient _client = null!;

    public static TheoryData<int> Seeds => [.. RandomObjects.Seeds(8)];

    public async Task InitializeAsync()
    {
        _server = await ClusterServer.StartAsync();
        _client = Client();
    }

    public async Task DisposeAsync()
    {
        _client.Dispose();
        await _server.DisposeAsync();
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public async Task Given_mangled_bodies_and_media_types_When_they_are_sent_Then_each_gets_a_proper_refusal_or_is_taken(int seed)
    {
        var random = new RandomObjects(seed);
        for (var round = 0; round < 50; round++)
        {
            var body = Mangled(random, seed + round);
            using var request = new HttpRequestMessage(random.Chance(0.5) ? HttpMethod.Post : HttpMethod.Patch, random.Chance(0.5) ? Maps : $"{Maps}/a?fieldManager=m") { Content = new ByteArrayContent(body) };
            _ = request.Content.Headers.TryAddWithoutValidation("Content-Type", random.Pick(MediaTypes));
            _ = request.Headers.TryAddWithoutValidation("Accept", random.Pick(Accepted));

            using var answer = await _client.SendAsync(request);

            var text = await answer.Content.ReadAsStringAsync();
            ((int)answer.StatusCode).Should().BeInRange(200, 599);
            text.Should().NotContain("Exception", "of {0}", Convert.ToHexString(body));
            if ((int)answer.StatusCode >= 400 && answer.Content.Headers.ContentType?.MediaType is "application/json")
                JsonNode.Parse(text).NumberAt("code").Should().Be((int)answer.StatusCode);
        }
    }

    [Theory]
    [InlineData("[")]
    [InlineData("{\"a\":")]
    public async Task Given_JSON_of_endless_depth_When_it_is_sent_Then_it_is_refused_and_the_server_goes_on(string step)
    {
        var body = string.Concat(Enumerable.Repeat(step, 200_000));
        foreach (var type in new[] { "application/json", "application/yaml" })
        {
            using var answer = await _client.PostAsync(Maps, new StringContent(body, Encoding.UTF8, type));
            answer.StatusCode.Should().Be(HttpStatusCode.BadRequest);
        }

        (await _client.GetAsync("/version")).StatusCode.Should().Be(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Given_YAML_whose_aliases_multiply_When_it_is_sent_Then_it_is_refused_before_it_grows()
    {
        var yaml = new StringBuilder("a0: &a0 [x,x,x,x,x,x,x,x,x,x]\n");
        for (var i = 1; i < 12; i++)
            _ = yaml.Append($"a{i}: &a{i} [{string.Join(',', Enumerable.Repeat($"*a{i - 1}", 10))}]\n");

        using var answer = await _client.PostAsync(Maps, new StringContent(yaml.ToString(), Encoding.UTF8, "application/yaml"));

        answer.StatusCode.Should().Be(HttpStatusCode.BadRequest);
        (await answer.Content.ReadAsStringAsync()).Should().Contain("excessive aliasing");
    }

    [Fact]
    public async Task Given_a_body_without_end_When_it_passes_the_limit_Then_it_is_refused_without_being_kept()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, Maps) { Content = new StreamContent(new EndlessStream((3 * 1024 * 1024) + 4096)) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        request.Headers.TransferEncodingChunked = true;

        using var answer = await _client.SendAsync(request);

        answer.StatusCode.Should().Be(HttpStatusCode.RequestEntityTooLarge);
        JsonNode.Parse(await answer.Content.ReadAsStringAsync()).TextAt("reason").Should().Be("RequestEntityTooLarge");
    }

    [Fact]
    public async Task Given_clients_that_never_finish_their_bodies_When_others_ask_Then_those_are_answered()
    {
        var slow = new List<SslStream>();
        try
        {
            for (var i = 0; i < 50; i++)
                slow.Add(await BeginAsync());

            using var answer = await _client.GetAsync("/api/v1/namespaces");
            answer.StatusCode.Should().Be(HttpStatusCode.OK);
            using var written = await _client.PostAsync(Maps, new ByteArrayContent(Valid) { Headers = { ContentType = new("application/json") } });
            written.StatusCode.Should().Be(HttpStatusCode.Created);
        }
        finally
        {
            foreach (var stream in slow)
                await stream.DisposeAsync();
        }
    }

    private async Task<SslStream> BeginAsync()
    {
        var socket = new TcpClient();
        await socket.ConnectAsync(IPAddress.Loopback, _server.Address!.Port);
#pragma warning disable CA5359 // Whose certificate it is does not matter here.
        var stream = new SslStream(socket.GetStream(), leaveInnerStreamOpen: false, (_, _, _, _) => true);
#pragma warning restore CA5359
        await stream.AuthenticateAsClientAsync("localhost");
        await stream.WriteAsync(Encoding.ASCII.GetBytes($"POST {Maps} HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 100000\r\n\r\n{{"));
        return stream;
    }

    private static byte[] Mangled(RandomObjects random, int salt) => (salt % 5) switch
    {
        0 => random.Bytes(400),
        1 => Valid[..random.Bytes(Valid.Length).Length],
        2 => [.. Valid.Select(b => random.Chance(0.03) ? random.Bytes(5).FirstOrDefault() : b)],
        3 => [.. "k8s\0"u8, .. random.Bytes(300)],
        _ => (random.Anything(0) ?? JsonValue.Create("x")).ToUtf8(),
    };

    private HttpClient Client()
    {
        var user = JsonNode.Parse(_server.Kubeconfig()).ListAt("users").Objects().Single().ObjectAt("user");
        using var pem = X509Certificate2.CreateFromPem(Decode(user.TextAt("client-certificate-data")), Decode(user.TextAt("client-key-data")));
#pragma warning disable CA2000, CA5359 // The client owns its handler, and this test trusts whoever answers.
        var handler = new SocketsHttpHandler
        {
            SslOptions = new SslClientAuthenticationOptions
            {
                ClientCertificates = [X509CertificateLoader.LoadPkcs12(pem.Export(X509ContentType.Pkcs12), null)],
                RemoteCertificateValidationCallback = (_, _, _, _) => true,
            },
        };
        return new HttpClient(handler) { BaseAddress = _server.Address, Timeout = TimeSpan.FromSeconds(30) };
#pragma warning restore CA2000, CA5359
    }

    private static string Decode(string? base64) => Encoding.UTF8.GetString(Convert.FromBase64String(base64!));

    /// <summary>Blanks, as many as asked for, without holding them.</summary>
    private sealed class EndlessStream(long length) : MemoryStream
    {
        private long _left = length;

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            var count = (int)Math.Min(_left, buffer.Length);
            buffer.Span[..count].Fill((byte)' ');
            _left -= count;
            return ValueTask.FromResult(count);
        }
    }
}
