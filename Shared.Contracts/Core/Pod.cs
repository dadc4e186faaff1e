namespace Shared.Contracts.Core;

/// <summary>Source: <c>core/v1 Pod</c>.</summary>
public sealed record Pod : OpenRecord
{
    public string? ApiVersion { get; init; }
    public string? Kind { get; init; }
    public ObjectMeta? Metadata { get; init; }
    public PodSpec? Spec { get; init; }
    public PodStatus? Status { get; init; }
}

/// <summary>Source: <c>core/v1 PodTemplateSpec</c>.</summary>
public sealed record PodTemplateSpec : OpenRecord
{
    public ObjectMeta? Metadata { get; init; }
    public PodSpec? Spec { get; init; }
}
