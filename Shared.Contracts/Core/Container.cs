using System.Text.Json;
using System.Text.Json.Serialization;
using Shared.Contracts.Schemas;

namespace Shared.Contracts.Core;

/// <summary>Source: <c>core/v1 Container</c>.</summary>
public sealed record Container : OpenRecord
{
    [Schema(Required = true)] public string? Name { get; init; }
    public string? Image { get; init; }
    public string? ImagePullPolicy { get; init; }
    public IReadOnlyList<string>? Command { get; init; }
    public IReadOnlyList<string>? Args { get; init; }
    public string? WorkingDir { get; init; }
    public IReadOnlyList<ContainerPort>? Ports { get; init; }
    public IReadOnlyList<EnvVar>? Env { get; init; }
    public IReadOnlyList<EnvFromSource>? EnvFrom { get; init; }
    public ResourceRequirements? Resources { get; init; }
    public IReadOnlyList<VolumeMount>? VolumeMounts { get; init; }
    public SecurityContext? SecurityContext { get; init; }
    public JsonElement? Lifecycle { get; init; }
    public JsonElement? LivenessProbe { get; init; }
    public JsonElement? ReadinessProbe { get; init; }
    public JsonElement? StartupProbe { get; init; }
    public string? RestartPolicy { get; init; }
    public string? TerminationMessagePath { get; init; }
    public string? TerminationMessagePolicy { get; init; }
}

/// <summary>Source: <c>core/v1 ContainerPort</c>.</summary>
public sealed record ContainerPort : OpenRecord
{
    public string? Name { get; init; }
    [Schema(Required = true)][JsonPropertyName("containerPort")] public int? ContainerPortNumber { get; init; }
    public int? HostPort { get; init; }
    public string? HostIP { get; init; }

    /// <summary><c>TCP</c>, <c>UDP</c> or <c>SCTP</c>; absent means <c>TCP</c>.</summary>
    public string? Protocol { get; init; }
}

/// <summary>Source: <c>core/v1 ResourceRequirements</c>.</summary>
public sealed record ResourceRequirements : OpenRecord
{
    public IReadOnlyDictionary<string, Quantity>? Limits { get; init; }
    public IReadOnlyDictionary<string, Quantity>? Requests { get; init; }
}
