namespace Shared.Contracts.Core;

/// <summary>Source: <c>core/v1 PodDNSConfig</c>.</summary>
public sealed record PodDnsConfig : OpenRecord
{
    public IReadOnlyList<string>? Nameservers { get; init; }
    public IReadOnlyList<string>? Searches { get; init; }
    public IReadOnlyList<PodDnsOption>? Options { get; init; }
}

/// <summary>Source: <c>core/v1 PodDNSConfigOption</c>.</summary>
public sealed record PodDnsOption : OpenRecord
{
    public string? Name { get; init; }
    public string? Value { get; init; }
}
