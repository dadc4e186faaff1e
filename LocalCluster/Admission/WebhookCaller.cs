using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using LocalCluster.Api;
using LocalCluster.Json;
using LocalCluster.Storage;

namespace LocalCluster.Admission;

/// <summary>A webhook could not be asked, or answered nonsense. The message is the one that users see.</summary>
#pragma warning disable CA1032, CA1064 // Internal, and never without its sentence.
internal sealed class WebhookFailure(string message) : Exception(message);
#pragma warning restore CA1032, CA1064

/// <summary>Sends reviews over TLS and reads the answers.</summary>
internal sealed class WebhookCaller(Cluster cluster) : IDisposable
{
    // One pool for each trust: a certificate authority belongs to a webhook, not to the process.
    private readonly ConcurrentDictionary<string, HttpClient> _clients = new(StringComparer.Ordinal);

    public async Task<JsonObject> AskAsync(JsonObject hook, JsonObject review, CancellationToken cancellationToken)
    {
        var name = hook.TextAt("name");
        var seconds = hook.NumberAt("timeoutSeconds") ?? 10;
        var answer = await SendAsync(hook, review, seconds, name!, cancellationToken);
        return Response(answer, review, name!);
    }

    public void Dispose()
    {
        foreach (var client in _clients.Values)
            client.Dispose();
    }

    private async Task<byte[]> SendAsync(JsonObject hook, JsonObject review, long seconds, string name, CancellationToken cancellationToken)
    {
        var (url, shown) = Address(hook, seconds, name);
        using var timeout = new CancellationTokenSource(TimeSpan.FromSeconds(seconds), cluster.Clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, url) { Content = new ByteArrayContent(review.ToUtf8()) };
            request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
            _ = request.Headers.TryAddWithoutValidation("Accept", "application/json, */*");
            using var response = await Client(hook).SendAsync(request, either.Token);
            var body = await response.Content.ReadAsByteArrayAsync(either.Token);
            return response.StatusCode is HttpStatusCode.OK
                ? body.Length > 0 ? body : throw Failed(name, $"0-length response with status code: 200 and content type: {response.Content.Headers.ContentType}")
                : throw Failed(name, response.StatusCode is HttpStatusCode.NotFound
                    ? "the server could not find the requested resource"
                    : $"an error on the server (\"unknown\") has prevented the request from succeeding");
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw Failed(name, $"Post \"{shown}\": context deadline exceeded");
        }
        catch (HttpRequestException e)
        {
            throw Failed(name, $"Post \"{shown}\": {Reason(e, url)}");
        }
    }

    private (Uri Url, string Shown) Address(JsonObject hook, long seconds, string name)
    {
        var config = hook.ObjectAt("clientConfig");
        if (config.TextAt("url") is { } url)
        {
            var shown = $"{url}{(url.Contains('?', StringComparison.Ordinal) ? '&' : '?')}timeout={seconds}s";
            return (new Uri(shown), shown);
        }

        var service = config.ObjectAt("service");
        var (ns, serviceName, port) = (service.TextAt("namespace") ?? "", service.TextAt("name") ?? "", service.NumberAt("port") ?? 443);
        var path = service.TextAt("path")?.TrimStart('/') ?? "";
        var text = $"https://{serviceName}.{ns}.svc:{port}/{path}?timeout={seconds}s";
        if (cluster.Store.Find(new ObjectKey("services", ns, serviceName)) is null)
            throw Failed(name, $"Post \"{text}\": service \"{serviceName}\" not found");
        throw Failed(name, $"Post \"{text}\": LocalCluster has no service network; give the webhook a clientConfig.url on loopback");
    }

    private HttpClient Client(JsonObject hook)
    {
        var bundle = hook.TextAt("clientConfig", "caBundle") ?? "";
        return _clients.GetOrAdd(bundle, MakeClient);
    }

    private static HttpClient MakeClient(string bundle)
    {
        var roots = new X509Certificate2Collection();
        if (bundle.Length > 0)
            roots.ImportFromPem(Encoding.UTF8.GetString(Convert.FromBase64String(bundle)));
#pragma warning disable CA2000 // The client owns its handler.
        var handler = new SocketsHttpHandler { AllowAutoRedirect = false, UseProxy = false, PooledConnectionIdleTimeout = TimeSpan.FromMinutes(1) };
#pragma warning restore CA2000
        if (roots.Count > 0)
            handler.SslOptions = new SslClientAuthenticationOptions { RemoteCertificateValidationCallback = (_, certificate, _, errors) => IsTrusted(roots, certificate, errors) };
        return new HttpClient(handler) { Timeout = Timeout.InfiniteTimeSpan };
    }

    private static bool IsTrusted(X509Certificate2Collection roots, X509Certificate? certificate, SslPolicyErrors errors)
    {
        if (certificate is not X509Certificate2 leaf || (errors & ~SslPolicyErrors.RemoteCertificateChainErrors) != 0)
            return false;
        // A bundle may hold the server's own certificate as well as its authority.
        if (roots.Any(root => root.RawDataMemory.Span.SequenceEqual(leaf.RawDataMemory.Span)))
            return true;
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.AddRange(roots);
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        return chain.Build(leaf);
    }

    private static string Reason(HttpRequestException e, Uri url) => e switch
    {
        { InnerException: AuthenticationException } => "tls: failed to verify certificate: x509: certificate signed by unknown authority",
        { InnerException: SocketException { SocketErrorCode: SocketError.ConnectionRefused } } => $"dial tcp {url.Host}:{url.Port}: connect: connection refused",
        { HttpRequestError: HttpRequestError.NameResolutionError } => $"dial tcp: lookup {url.Host}: no such host",
        _ => e.Message,
    };

    private static JsonObject Response(byte[] answer, JsonObject review, string name)
    {
        var root = Read(answer) switch
        {
            JsonObject o => o,
            null => [],
            var other => throw Failed(name, BodyDecoding.NotAnEnvelope(other)),
        };

        var (apiVersion, kind) = (root.TextAt("apiVersion") ?? "", root.TextAt("kind") ?? "");
        if (apiVersion is "admission.k8s.io/v1beta1")
            throw Failed(name, "converting (v1beta1.AdmissionReview) to (v1.AdmissionReview): unknown conversion");
        if (apiVersion is not "admission.k8s.io/v1" || kind is not "AdmissionReview")
        {
            var shownVersion = apiVersion.Length == 0 ? "/" : apiVersion;
            throw Invalid(name, $"expected webhook response of admission.k8s.io/v1, Kind=AdmissionReview, got {shownVersion}, Kind={kind}");
        }

        var response = root.ObjectAt("response") ?? throw Invalid(name, "webhook response was absent");
        var (asked, given) = (review.TextAt("request", "uid"), response.TextAt("uid") ?? "");
        if (asked != given)
            throw Invalid(name, $"expected response.uid=\"{asked}\", got \"{given}\"");
        if (response.TextAt("patch") is not null && response.TextAt("patchType") is null or "")
            throw Invalid(name, "webhook returned response.patch but not response.patchType");
        if (response.TextAt("patchType") is { Length: > 0 } && response.TextAt("patch") is null or "")
            throw Invalid(name, "webhook returned response.patchType but not response.patch");
        return response;
    }

    // What is no JSON may be YAML, and a bare word is.
    private static JsonNode? Read(byte[] answer)
    {
        try
        {
            return JsonReading.Parse(answer);
        }
        catch (JsonException notJson)
        {
            try
            {
                return YamlReading.Parse(answer);
            }
            catch (JsonException)
            {
                throw new WebhookFailure($"couldn't get version/kind; json parse error: {notJson.Message}");
            }
        }
    }

    private static WebhookFailure Failed(string name, string why) => new($"failed calling webhook \"{name}\": failed to call webhook: {why}");

    private static WebhookFailure Invalid(string name, string why) => new($"failed calling webhook \"{name}\": received invalid webhook response: {why}");
}
