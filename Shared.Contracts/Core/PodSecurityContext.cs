using System.Text.Json;

namespace Shared.Contracts.Core;

/// <summary>Source: <c>core/v1 PodSecurityContext</c>.</summary>
public sealed record PodSecurityContext : OpenRecord
{
    public long? RunAsUser { get; init; }
    public long? RunAsGroup { get; init; }
    public bool? RunAsNonRoot { get; init; }
    public long? FsGroup { get; init; }
    public IReadOnlyList<long>? SupplementalGroups { get; init; }
    public JsonElement? SeccompProfile { get; init; }
}

/// <summary>Source: <c>core/v1 SecurityContext</c>, of one container.</summary>
public sealed record SecurityContext : OpenRecord
{
    public bool? Privileged { get; init; }
    public bool? AllowPrivilegeEscalation { get; init; }
    public long? RunAsUser { get; init; }
    public long? RunAsGroup { get; init; }
    public bool? RunAsNonRoot { get; init; }
    public bool? ReadOnlyRootFilesystem { get; init; }
    public JsonElement? Capabilities { get; init; }
    public JsonElement? SeccompProfile { get; init; }
}
