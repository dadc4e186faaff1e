using Kubernetes.Client;
using Kubernetes.Client.Requests;
using Testing.Kubernetes;

namespace Controller.Tests.Bounds;

/// <summary>An API server that takes 500 requests a second, one after the other, answers 5 ms later, and reads 10 MB a second.</summary>
internal sealed class BusyServer(InMemoryCluster cluster, TimeProvider clock) : IKubernetesApi
{
    private static readonly TimeSpan Turn = TimeSpan.FromMilliseconds(2);
    private static readonly TimeSpan Way = TimeSpan.FromMilliseconds(5);
    private const double BytesPerSecond = 10e6;

    private DateTimeOffset _free;

    public async Task<ApiResponse> SendAsync(ApiRequest request, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        _free = (_free > now ? _free : now) + Turn;
        await Task.Delay(_free - now + Way + TimeSpan.FromSeconds(request.Body.Length / BytesPerSecond), clock, cancellationToken);
        return await cluster.SendAsync(request, cancellationToken);
    }

    public Task<Stream> OpenAsync(ApiRequest request, CancellationToken cancellationToken) => cluster.OpenAsync(request, cancellationToken);

    public IAsyncEnumerable<ReadOnlyMemory<byte>> WatchLinesAsync(ApiRequest request, CancellationToken cancellationToken) => cluster.WatchLinesAsync(request, cancellationToken);
}
