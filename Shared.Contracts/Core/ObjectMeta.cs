namespace Shared.Contracts.Core;

/// <summary>Source: <c>meta/v1 ObjectMeta</c>. <c>managedFields</c> and other parts that nobody here reads pass through.</summary>
public sealed record ObjectMeta : OpenRecord
{
    public string? Name { get; init; }

    /// <summary>Prefix from which the API server makes a name when <see cref="Name"/> is absent.</summary>
    public string? GenerateName { get; init; }

    public string? Namespace { get; init; }
    public string? Uid { get; init; }

    /// <summary>Opaque; equal text means the same version, and nothing else can be learnt from it.</summary>
    public string? ResourceVersion { get; init; }

    /// <summary>Moves with the specification only.</summary>
    public long? Generation { get; init; }

    public DateTimeOffset? CreationTimestamp { get; init; }

    /// <summary>Set once deletion was asked for; the object goes away when its finalizers and, for pods, its grace period are over.</summary>
    public DateTimeOffset? DeletionTimestamp { get; init; }

    /// <summary>Unit: seconds.</summary>
    public long? DeletionGracePeriodSeconds { get; init; }

    public IReadOnlyDictionary<string, string>? Labels { get; init; }
    public IReadOnlyDictionary<string, string>? Annotations { get; init; }
    public IReadOnlyList<string>? Finalizers { get; init; }
    public IReadOnlyList<OwnerReference>? OwnerReferences { get; init; }
}
