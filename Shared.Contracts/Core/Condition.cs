namespace Shared.Contracts.Core;

/// <summary>Source: <c>meta/v1 Condition</c>; also reads <c>core/v1 PodCondition</c>.</summary>
public sealed record Condition : OpenRecord
{
    public string? Type { get; init; }

    /// <summary><c>True</c>, <c>False</c> or <c>Unknown</c>.</summary>
    public string? Status { get; init; }

    /// <summary>One word in CamelCase.</summary>
    public string? Reason { get; init; }

    public string? Message { get; init; }
    public DateTimeOffset? LastTransitionTime { get; init; }
    public long? ObservedGeneration { get; init; }
}
