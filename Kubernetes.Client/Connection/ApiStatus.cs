using System.Collections.Immutable;

namespace Kubernetes.Client.Connection;

/// <summary>What a server says about a refusal. Every member may be absent: proxies and overloaded servers answer in plain text.</summary>
public sealed record ApiStatus
{
    /// <summary>For people. Never branch on it.</summary>
    public string? Message { get; init; }

    /// <summary>One word, such as <c>AlreadyExists</c>; the set is open.</summary>
    public string? Reason { get; init; }

    public int? Code { get; init; }

    /// <summary>Of the object spoken of; the plural resource in most answers, the kind in some.</summary>
    public string? Kind { get; init; }

    public string? Name { get; init; }

    public string? Group { get; init; }

    public string? Uid { get; init; }

    /// <summary>Unit: seconds.</summary>
    public int? RetryAfterSeconds { get; init; }

    public ImmutableArray<ApiStatusCause> Causes { get; init; } = [];
}

/// <summary>One of several reasons, usually one per field.</summary>
public sealed record ApiStatusCause(string? Reason, string? Message, string? Field);
