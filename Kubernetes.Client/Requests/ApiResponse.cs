using System.Collections.Immutable;

namespace Kubernetes.Client.Requests;

/// <summary>A successful answer.</summary>
/// <param name="Status">HTTP status, 200 to 299.</param>
/// <param name="Body">The whole body as it came.</param>
public sealed record ApiResponse(int Status, ReadOnlyMemory<byte> Body)
{
    /// <summary>Texts of <c>Warning</c> headers, without code and agent.</summary>
    public ImmutableArray<string> Warnings { get; init; } = [];

    /// <summary>The server's own time; absent when it tells none.</summary>
    public DateTimeOffset? ServerTime { get; init; }
}
