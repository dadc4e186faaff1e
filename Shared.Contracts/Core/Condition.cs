using Shared.Contracts.Schemas;

namespace Shared.Contracts.Core;

/// <summary>Source: <c>meta/v1 Condition</c>; also reads <c>core/v1 PodCondition</c>.</summary>
public sealed record Condition : OpenRecord
{
    private const string TypePattern =
        @"^([a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*/)?(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])$";

    private const string ReasonPattern = "^[A-Za-z]([A-Za-z0-9_,:]*[A-Za-z0-9_])?$";

    [Schema(Required = true, Pattern = TypePattern)] public string? Type { get; init; }

    /// <summary><c>True</c>, <c>False</c> or <c>Unknown</c>.</summary>
    [Schema(Required = true, OneOf = ["True", "False", "Unknown"])] public string? Status { get; init; }

    /// <summary>One word in CamelCase.</summary>
    [Schema(Required = true, Pattern = ReasonPattern)] public string? Reason { get; init; }

    [Schema(Required = true)] public string? Message { get; init; }
    [Schema(Required = true)] public DateTimeOffset? LastTransitionTime { get; init; }
    [Schema(Minimum = 0)] public long? ObservedGeneration { get; init; }
}
