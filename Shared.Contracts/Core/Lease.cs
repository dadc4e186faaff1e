using System.Text.Json.Serialization;
using Shared.Contracts.Serialization;

namespace Shared.Contracts.Core;

/// <summary>Source: <c>coordination.k8s.io/v1 Lease</c>.</summary>
public sealed record Lease : OpenRecord
{
    public string? ApiVersion { get; init; }
    public string? Kind { get; init; }
    public ObjectMeta? Metadata { get; init; }
    public LeaseSpec? Spec { get; init; }
}

/// <summary>Source: <c>coordination.k8s.io/v1 LeaseSpec</c>.</summary>
public sealed record LeaseSpec : OpenRecord
{
    public string? HolderIdentity { get; init; }

    /// <summary>Unit: seconds.</summary>
    public int? LeaseDurationSeconds { get; init; }

    public int? LeaseTransitions { get; init; }

    [JsonConverter(typeof(MicroTimeConverter))] public DateTimeOffset? AcquireTime { get; init; }
    [JsonConverter(typeof(MicroTimeConverter))] public DateTimeOffset? RenewTime { get; init; }
}
