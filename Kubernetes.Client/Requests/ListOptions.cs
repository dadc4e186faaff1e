namespace Kubernetes.Client.Requests;

/// <summary>What a list asks for. Absent means: not sent.</summary>
public sealed record ListOptions
{
    public string? LabelSelector { get; init; }

    /// <summary>Custom resources know <c>metadata.name</c> and <c>metadata.namespace</c> only.</summary>
    public string? FieldSelector { get; init; }

    /// <summary>Objects a page.</summary>
    public int? Limit { get; init; }

    /// <summary>The token of the page before; sent without a resource version, which the server would refuse beside it.</summary>
    public string? Continue { get; init; }

    public string? ResourceVersion { get; init; }

    /// <summary><c>NotOlderThan</c> or <c>Exact</c>; needs <see cref="ResourceVersion"/>.</summary>
    public string? ResourceVersionMatch { get; init; }
}
