using Shared.Contracts.Schemas;

namespace Shared.Contracts.Core;

/// <summary>Source: <c>core/v1 Toleration</c>.</summary>
public sealed record Toleration : OpenRecord
{
    public string? Key { get; init; }
    public string? Operator { get; init; }
    public string? Value { get; init; }
    public string? Effect { get; init; }

    /// <summary>Unit: seconds; absent means for ever.</summary>
    public long? TolerationSeconds { get; init; }
}

/// <summary>Source: <c>core/v1 HostAlias</c>.</summary>
public sealed record HostAlias : OpenRecord
{
    [Schema(Required = true)] public string? Ip { get; init; }
    public IReadOnlyList<string>? Hostnames { get; init; }
}

/// <summary>Source: <c>core/v1 LocalObjectReference</c>.</summary>
public sealed record LocalObjectReference : OpenRecord
{
    public string? Name { get; init; }
}
