using Kubernetes.Client.Queueing;

namespace Kubernetes.Client.Watching;

/// <summary>What a <see cref="Reflector{T}"/> keeps up with.</summary>
public sealed record ReflectorOptions
{
    /// <summary>Absent: all namespaces.</summary>
    public string? Namespace { get; init; }

    public string? LabelSelector { get; init; }

    public string? FieldSelector { get; init; }

    /// <summary>Objects a page. Default: 500.</summary>
    public int PageSize { get; init; } = 500;

    /// <summary>A watch that brings nothing for so long is opened anew. Default: 60 s.</summary>
    public TimeSpan Silence { get; init; } = WatchRules.Silence;

    /// <summary>A watch that is opened so long after the last list begins with a list, which makes up for an event that the server lost. Default: 30 min.</summary>
    public TimeSpan ListAgainAfter { get; init; } = WatchRules.ListAgainAfter;

    /// <summary>Between tries that failed. Default: half a second to 30 s.</summary>
    public Backoff Backoff { get; init; } = Backoff.Reconnect;
}
