using System.Net;
using System.Net.Http.Headers;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging;
using Shared.Hosting.Options;
using Testing.Kubernetes;
using Testing.Time;
using Webhook.Certificates;

namespace Webhook.Tests;

/// <summary>The webhook on a real port over TLS, before an API that a test controls, under a clock that a test moves.</summary>
internal sealed class RunningWebhook : IAsyncDisposable
{
    public const string ListPath = "/apis/sparkoperator.k8s.io/v1beta2/sparkapplications";

    public const string PodPath = "/mutate--v1-pod";
    public const string ValidatePath = "/validate-sparkoperator-k8s-io-v1beta2-sparkapplication";
    public const string MutatePath = "/mutate-sparkoperator-k8s-io-v1beta2-sparkapplication";

    private readonly WebhookHost _host;
    private Task? _stopping;
    private readonly string _directory = Directory.CreateTempSubdirectory("webhook-").FullName;

    private RunningWebhook(FakeKubernetesApi api, ManualTimeProvider clock, Func<WebhookOptions, WebhookOptions> configure)
    {
        (Api, Clock) = (api, clock);
        SelfSignedCertificate.EnsureIn(new CertificateFolder(_directory), ["localhost", "127.0.0.1"], clock);
        var loopback = new IPEndPoint(IPAddress.Loopback, 0);
        _host = new WebhookHost(
            configure(new WebhookOptions
            {
                Listen = new ListenAddress("https", loopback),
                MetricsListen = new ListenAddress("http", loopback),
                Certificates = new CertificateFolder(_directory),
                LogLevel = LogLevel.None,
            }),
            _ => api,
            clock);
    }

    public FakeKubernetesApi Api { get; }

    public ManualTimeProvider Clock { get; }

    public string CertificateDirectory => _directory;

    public string Url => _host.Url;

    public string TelemetryUrl => _host.TelemetryUrl;

    /// <summary>Started; its cache has what <paramref name="api"/> lists.</summary>
    public static async Task<RunningWebhook> StartAsync(
        FakeKubernetesApi? api = null, bool waitUntilReady = true, IReadOnlyList<string>? namespaces = null, Func<WebhookOptions, WebhookOptions>? configure = null)
    {
        // Certificates are checked by clients against the wall clock, so this clock starts there.
        var webhook = new RunningWebhook(api ?? Listing(), new ManualTimeProvider(TimeProvider.System.GetUtcNow()), options => (configure ?? (same => same))(options with { Namespaces = namespaces ?? [] }));
        await webhook._host.StartAsync(CancellationToken.None);
        if (waitUntilReady)
            await webhook._host.Ready(CancellationToken.None).WaitAsync(Eventually.Deadline);
        return webhook;
    }

    /// <summary>An API that has these applications.</summary>
    public static FakeKubernetesApi Listing(params IEnumerable<string> applications) => new FakeKubernetesApi().When(
        "GET", ListPath, $$"""{"kind":"SparkApplicationList","metadata":{"resourceVersion":"1"},"items":[{{string.Join(',', applications)}}]}""");

    /// <summary>Trusts the authority in the certificate folder only, as an API server with a CA bundle does.</summary>
    public HttpClient NewClient(bool newConnections = false) => new(new SocketsHttpHandler
    {
        PooledConnectionLifetime = newConnections ? TimeSpan.Zero : Timeout.InfiniteTimeSpan,
        SslOptions = NewTlsOptions(),
    })
    {
        BaseAddress = new Uri(Url),
    };

    /// <summary>Trusts the authority in the certificate folder only.</summary>
    public SslClientAuthenticationOptions NewTlsOptions() => new()
    {
        TargetHost = "localhost",
        CertificateChainPolicy = new X509ChainPolicy
        {
            TrustMode = X509ChainTrustMode.CustomRootTrust,
            CustomTrustStore = { X509CertificateLoader.LoadCertificateFromFile(Path.Combine(_directory, CertificateFiles.AuthorityName)) },
            RevocationMode = X509RevocationMode.NoCheck,
        },
    };

    /// <summary>A connection for those who speak HTTP themselves.</summary>
    public async Task<SslStream> ConnectAsync()
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(IPAddress.Loopback, new Uri(Url).Port);
        var stream = new SslStream(new NetworkStream(socket, ownsSocket: true));
        await stream.AuthenticateAsClientAsync(NewTlsOptions());
        return stream;
    }

    /// <summary>Begins to send a review of a pod, and waits until it is being answered.</summary>
    /// <param name="stream">The connection.</param>
    /// <param name="length">What is announced, in bytes.</param>
    /// <param name="begin">What is sent of it.</param>
    /// <param name="deadlines">How many the answer sets; the clock may be moved once they are there.</param>
    public async Task BeginAsync(SslStream stream, int length, string begin, int deadlines)
    {
        var before = Clock.ArmedTimers;
        await stream.WriteAsync(Encoding.ASCII.GetBytes($"POST {PodPath} HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: {length}\r\n\r\n{begin}"));
        await stream.FlushAsync();
        using var telemetry = new HttpClient { BaseAddress = new Uri(TelemetryUrl) };
        await Eventually.True(async () => (await telemetry.GetStringAsync("/metrics")).Contains("requests_in_flight{webhook=\"/mutate--v1-pod\"} 1\n", StringComparison.Ordinal));
        await Eventually.True(() => Clock.ArmedTimers >= before + deadlines);
    }

    /// <summary>As a process that is told to end.</summary>
    public Task StopAsync() => _stopping ??= _host.StopAsync();

    public async Task<JsonObject> ReviewAsync(string path, JsonObject @object, string operation = "CREATE", JsonObject? old = null, JsonObject? options = null)
    {
        using var client = NewClient();
        var (status, answer) = await SendAsync(client, path, Review(@object, operation, old, options).ToJsonString());
        status.Should().Be(HttpStatusCode.OK);
        answer!["apiVersion"]!.GetValue<string>().Should().Be("admission.k8s.io/v1");
        var response = answer["response"]!.AsObject();
        response["uid"]!.GetValue<string>().Should().Be("u-1");
        return response;
    }

    public static JsonObject Review(JsonObject @object, string operation, JsonObject? old = null, JsonObject? options = null) => new()
    {
        ["apiVersion"] = "admission.k8s.io/v1",
        ["kind"] = "AdmissionReview",
        ["request"] = new JsonObject
        {
            ["uid"] = "u-1",
            ["operation"] = operation,
            ["namespace"] = "default",
            ["object"] = @object.DeepClone(),
            ["oldObject"] = old?.DeepClone(),
            ["options"] = options?.DeepClone(),
        },
    };

    public static async Task<(HttpStatusCode Status, JsonObject? Answer)> SendAsync(
        HttpClient client, string path, string body, string contentType = "application/json") =>
        await SendAsync(client, path, Encoding.UTF8.GetBytes(body), contentType);

    public static async Task<(HttpStatusCode Status, JsonObject? Answer)> SendAsync(
        HttpClient client, string path, byte[] body, string contentType = "application/json")
    {
        using var content = new ByteArrayContent(body);
        content.Headers.ContentType = MediaTypeHeaderValue.Parse(contentType);
        using var answer = await client.PostAsync(path, content);
        var text = await answer.Content.ReadAsStringAsync();
        return (answer.StatusCode, answer.StatusCode is HttpStatusCode.OK ? JsonNode.Parse(text)!.AsObject() : null);
    }

    public static JsonArray? Patch(JsonObject response) =>
        response["patch"]?.GetValue<string>() is { } patch ? JsonNode.Parse(Convert.FromBase64String(patch))!.AsArray() : null;

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        await _host.DisposeAsync();
        Directory.Delete(_directory, recursive: true);
    }
}
