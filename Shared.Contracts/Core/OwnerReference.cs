namespace Shared.Contracts.Core;

/// <summary>Source: <c>meta/v1 OwnerReference</c>. The garbage collector deletes an object when all its owners are gone.</summary>
public sealed record OwnerReference : OpenRecord
{
    public string? ApiVersion { get; init; }
    public string? Kind { get; init; }
    public string? Name { get; init; }
    public string? Uid { get; init; }

    /// <summary>True for the one owner that manages the object.</summary>
    public bool? Controller { get; init; }

    /// <summary>True when a foreground deletion of the owner waits for this object.</summary>
    public bool? BlockOwnerDeletion { get; init; }
}
