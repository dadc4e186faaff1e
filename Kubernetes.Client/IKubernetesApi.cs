using Kubernetes.Client.Requests;

namespace Kubernetes.Client;

/// <summary>
/// What stands between shells and the wire. An answer of 400 and above throws <see cref="Connection.ApiStatusException"/>; no answer,
/// or an unreadable one, throws <see cref="Connection.ApiTransportException"/>; both are <see cref="Connection.ApiException"/>.
/// </summary>
public interface IKubernetesApi
{
    /// <summary>Sends, and reads the whole answer.</summary>
    Task<ApiResponse> SendAsync(ApiRequest request, CancellationToken cancellationToken);

    /// <summary>Sends, and gives the answer's body as it comes, for logs. The caller disposes it.</summary>
    Task<Stream> OpenAsync(ApiRequest request, CancellationToken cancellationToken);

    /// <summary>
    /// Sends a watch and gives its lines, each without its line break and complete: the part of a line that a cut connection leaves is
    /// dropped. A clean end just ends; a broken connection throws. Each line's bytes are the receiver's own.
    /// </summary>
    IAsyncEnumerable<ReadOnlyMemory<byte>> WatchLinesAsync(ApiRequest request, CancellationToken cancellationToken);
}
