using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography.X509Certificates;

namespace LocalClusterLoad;

/// <summary>One client on one HTTP/2 connection over TLS. It sends and reads bytes and parses nothing, so that little of what is measured is its own.</summary>
internal sealed class LoadClient : IDisposable
{
    private static readonly MediaTypeHeaderValue Json = new("application/json");

    private readonly HttpClient _http;

    public LoadClient(ServerProcess server)
    {
        var handler = new SocketsHttpHandler { EnableMultipleHttp2Connections = false };
        handler.SslOptions.ClientCertificates = [server.ClientCertificate];
        handler.SslOptions.CertificateChainPolicy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, CustomTrustStore = { server.Authority }, RevocationMode = X509RevocationMode.NoCheck };
        _http = new HttpClient(handler) { BaseAddress = server.Address, Timeout = Timeout.InfiniteTimeSpan };
    }

    public async Task SendAsync(HttpMethod method, string path, ReadOnlyMemory<byte> body, string? mediaType, CancellationToken cancellationToken)
    {
        using var request = Request(method, path);
        if (!body.IsEmpty)
            request.Content = new ReadOnlyMemoryContent(body) { Headers = { ContentType = mediaType is null ? Json : new MediaTypeHeaderValue(mediaType) } };
        using var answer = await _http.SendAsync(request, HttpCompletionOption.ResponseContentRead, cancellationToken);
        if (!answer.IsSuccessStatusCode)
            throw new InvalidOperationException($"{method} {path}: {(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync(cancellationToken)}");
    }

    /// <summary>Bytes of the answer.</summary>
    public async Task<int> ReadAsync(string path, CancellationToken cancellationToken)
    {
        using var request = Request(HttpMethod.Get, path);
        using var answer = await _http.SendAsync(request, cancellationToken);
        return (await answer.EnsureSuccessStatusCode().Content.ReadAsByteArrayAsync(cancellationToken)).Length;
    }

    public Task CreateAsync(string path, ReadOnlyMemory<byte> body, CancellationToken cancellationToken) => SendAsync(HttpMethod.Post, path, body, null, cancellationToken);

    /// <summary>Reads a watch as bytes until cancelled; <paramref name="line"/> hears each whole line.</summary>
    public async Task WatchAsync(string path, Action<ReadOnlyMemory<byte>> line, TaskCompletionSource opened, CancellationToken cancellationToken)
    {
        using var request = Request(HttpMethod.Get, path);
        using var answer = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        _ = answer.EnsureSuccessStatusCode();
        await using var stream = await answer.Content.ReadAsStreamAsync(cancellationToken);
        opened.SetResult();
        var buffer = new byte[1 << 20];
        var (start, end) = (0, 0);
        while (true)
        {
            if (end == buffer.Length)
            {
                buffer.AsSpan(start, end - start).CopyTo(buffer);
                (start, end) = (0, end - start);
            }

            var scanned = end;
            var read = await stream.ReadAsync(buffer.AsMemory(end), cancellationToken);
            if (read == 0)
                return;
            end += read;
            for (int at; (at = buffer.AsSpan(scanned, end - scanned).IndexOf((byte)'\n')) >= 0; start = scanned = scanned + at + 1)
                line(buffer.AsMemory(start, scanned + at - start));
            if (start == end)
                (start, end) = (0, 0);
        }
    }

    public void Dispose() => _http.Dispose();

    private static HttpRequestMessage Request(HttpMethod method, string path) =>
        new(method, path) { Version = HttpVersion.Version20, VersionPolicy = HttpVersionPolicy.RequestVersionExact };
}
