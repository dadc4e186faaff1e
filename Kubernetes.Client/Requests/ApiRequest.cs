using System.Collections.Immutable;

namespace Kubernetes.Client.Requests;

/// <summary>One call to an API server, as a value. <see cref="ApiRequests"/> builds it, an <see cref="IKubernetesApi"/> sends it.</summary>
/// <param name="Method">HTTP method in capitals.</param>
/// <param name="Path">Absolute and already escaped, without query.</param>
public sealed record ApiRequest(string Method, string Path)
{
    /// <summary>Parameters in the order in which they are written; names and values unescaped.</summary>
    public ImmutableArray<KeyValuePair<string, string>> Query { get; init; } = [];

    public ReadOnlyMemory<byte> Body { get; init; }

    /// <summary>Absent when there is no body.</summary>
    public string? ContentType { get; init; }

    public string Accept { get; init; } = "application/json";

    public ApiLane Lane { get; init; } = ApiLane.Default;

    /// <summary>Overrides the client's time limit for this call; for a stream, until its first byte.</summary>
    public TimeSpan? Timeout { get; init; }

    /// <summary>What goes behind the server's address.</summary>
    public string PathAndQuery => Query.IsDefaultOrEmpty
        ? Path
        : Path + "?" + string.Join('&', Query.Select(parameter => $"{Uri.EscapeDataString(parameter.Key)}={Uri.EscapeDataString(parameter.Value)}"));

    /// <summary>True when sending it twice has the effect of sending it once.</summary>
    public bool IsRead => Method is "GET" or "HEAD";

    /// <summary>Never the body: it may hold secrets.</summary>
    public override string ToString() => $"{Method} {PathAndQuery}";
}
