using System.Net.Http.Headers;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace AdmissionLoad;

/// <summary>Sends one review again and again, <paramref name="atOnce"/> at a time: over as many connections, or over the one of HTTP/2. They stay open.</summary>
internal sealed class ReviewLoad(string url, string authorityFile, int atOnce, Version http) : IDisposable
{
    private static readonly byte[] Body = Encoding.UTF8.GetBytes(Samples.Review);

    private readonly HttpClient _client = new(new SocketsHttpHandler
    {
        MaxConnectionsPerServer = atOnce,
        SslOptions = new SslClientAuthenticationOptions
        {
            CertificateChainPolicy = new X509ChainPolicy
            {
                TrustMode = X509ChainTrustMode.CustomRootTrust,
                CustomTrustStore = { X509CertificateLoader.LoadCertificateFromFile(authorityFile) },
                RevocationMode = X509RevocationMode.NoCheck,
            },
        },
    })
    {
        BaseAddress = new Uri(url),
        DefaultRequestVersion = http,
        DefaultVersionPolicy = HttpVersionPolicy.RequestVersionExact,
    };

    /// <summary>As fast as answers come.</summary>
    public Task ClosedAsync(int reviews) => Task.WhenAll(Enumerable.Range(0, atOnce).Select(async index =>
    {
        for (var sent = index; sent < reviews; sent += atOnce)
            await ReviewAsync();
    }));

    /// <summary>At arrival times that are fixed beforehand. Milliseconds from when each was due until its answer, in ascending order.</summary>
    public async Task<double[]> OpenAsync(int reviews, double perSecond)
    {
        var started = TimeProvider.System.GetTimestamp();
        var latencies = await Task.WhenAll(Enumerable.Range(0, reviews).Select(async index =>
        {
            var due = TimeSpan.FromSeconds(index / perSecond);
            if (due - TimeProvider.System.GetElapsedTime(started) is { Ticks: > 0 } wait)
                await Task.Delay(wait, TimeProvider.System);
            await ReviewAsync();
            return (TimeProvider.System.GetElapsedTime(started) - due).TotalMilliseconds;
        }));
        return [.. latencies.Order()];
    }

    private async Task ReviewAsync()
    {
        using var content = new ByteArrayContent(Body) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } };
        using var answer = await _client.PostAsync("/mutate--v1-pod", content);
        var text = await answer.Content.ReadAsStringAsync();
        if (!text.Contains("\"patch\"", StringComparison.Ordinal))
            throw new InvalidOperationException($"The webhook did not mutate the pod: {text}");
    }

    public void Dispose() => _client.Dispose();
}
