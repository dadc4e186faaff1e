using Shared.Contracts.Schemas;

namespace Shared.Contracts.Core;

/// <summary>Source: <c>core/v1 Volume</c>; exactly one source is set. Sources without a property of their own pass through.</summary>
public sealed record Volume : OpenRecord
{
    [Schema(Required = true)] public string? Name { get; init; }
    public EmptyDirVolumeSource? EmptyDir { get; init; }
    public ConfigMapVolumeSource? ConfigMap { get; init; }
    public SecretVolumeSource? Secret { get; init; }
    public HostPathVolumeSource? HostPath { get; init; }
    public PersistentVolumeClaimVolumeSource? PersistentVolumeClaim { get; init; }
    public NfsVolumeSource? Nfs { get; init; }
}

/// <summary>Source: <c>core/v1 EmptyDirVolumeSource</c>. Empty is a choice: <c>emptyDir: {}</c> must survive.</summary>
public sealed record EmptyDirVolumeSource : OpenRecord
{
    /// <summary><c>Memory</c>, or absent for the node's disk.</summary>
    public string? Medium { get; init; }

    public Quantity? SizeLimit { get; init; }
}

/// <summary>Source: <c>core/v1 ConfigMapVolumeSource</c>.</summary>
public sealed record ConfigMapVolumeSource : OpenRecord
{
    public string? Name { get; init; }
    public IReadOnlyList<KeyToPath>? Items { get; init; }

    /// <summary>File mode bits, decimal in JSON; absent means 420 (0644).</summary>
    public int? DefaultMode { get; init; }

    public bool? Optional { get; init; }
}

/// <summary>Source: <c>core/v1 SecretVolumeSource</c>.</summary>
public sealed record SecretVolumeSource : OpenRecord
{
    public string? SecretName { get; init; }
    public IReadOnlyList<KeyToPath>? Items { get; init; }

    /// <summary>File mode bits, decimal in JSON; absent means 420 (0644).</summary>
    public int? DefaultMode { get; init; }

    public bool? Optional { get; init; }
}

/// <summary>Source: <c>core/v1 KeyToPath</c>.</summary>
public sealed record KeyToPath : OpenRecord
{
    [Schema(Required = true)] public string? Key { get; init; }
    [Schema(Required = true)] public string? Path { get; init; }
    public int? Mode { get; init; }
}

/// <summary>Source: <c>core/v1 HostPathVolumeSource</c>.</summary>
public sealed record HostPathVolumeSource : OpenRecord
{
    [Schema(Required = true)] public string? Path { get; init; }
    public string? Type { get; init; }
}

/// <summary>Source: <c>core/v1 PersistentVolumeClaimVolumeSource</c>.</summary>
public sealed record PersistentVolumeClaimVolumeSource : OpenRecord
{
    [Schema(Required = true)] public string? ClaimName { get; init; }
    public bool? ReadOnly { get; init; }
}

/// <summary>Source: <c>core/v1 NFSVolumeSource</c>.</summary>
public sealed record NfsVolumeSource : OpenRecord
{
    [Schema(Required = true)] public string? Server { get; init; }
    [Schema(Required = true)] public string? Path { get; init; }
    public bool? ReadOnly { get; init; }
}

/// <summary>Source: <c>core/v1 VolumeMount</c>.</summary>
public sealed record VolumeMount : OpenRecord
{
    [Schema(Required = true)] public string? Name { get; init; }
    [Schema(Required = true)] public string? MountPath { get; init; }
    public string? SubPath { get; init; }
    public string? SubPathExpr { get; init; }
    public bool? ReadOnly { get; init; }
    public string? MountPropagation { get; init; }
}
