using System.Text.Json;
using Shared.Contracts.Schemas;

namespace Shared.Contracts.Core;

/// <summary>Source: <c>core/v1 EnvVar</c>. Of two with one name the later wins.</summary>
public sealed record EnvVar : OpenRecord
{
    [Schema(Required = true)] public string? Name { get; init; }
    public string? Value { get; init; }
    public EnvVarSource? ValueFrom { get; init; }
}

/// <summary>Source: <c>core/v1 EnvVarSource</c>; exactly one member is set.</summary>
public sealed record EnvVarSource : OpenRecord
{
    public ObjectFieldSelector? FieldRef { get; init; }
    public KeySelector? ConfigMapKeyRef { get; init; }
    public KeySelector? SecretKeyRef { get; init; }
    public JsonElement? ResourceFieldRef { get; init; }
}

/// <summary>Source: <c>core/v1 ObjectFieldSelector</c>.</summary>
public sealed record ObjectFieldSelector : OpenRecord
{
    public string? ApiVersion { get; init; }
    [Schema(Required = true)] public string? FieldPath { get; init; }
}

/// <summary>Source: <c>core/v1 ConfigMapKeySelector</c> and <c>SecretKeySelector</c>, which have one shape.</summary>
public sealed record KeySelector : OpenRecord
{
    public string? Name { get; init; }
    [Schema(Required = true)] public string? Key { get; init; }
    public bool? Optional { get; init; }
}

/// <summary>Source: <c>core/v1 EnvFromSource</c>.</summary>
public sealed record EnvFromSource : OpenRecord
{
    public string? Prefix { get; init; }
    public OptionalReference? ConfigMapRef { get; init; }
    public OptionalReference? SecretRef { get; init; }
}

/// <summary>Source: <c>core/v1 ConfigMapEnvSource</c> and <c>SecretEnvSource</c>, which have one shape.</summary>
public sealed record OptionalReference : OpenRecord
{
    public string? Name { get; init; }
    public bool? Optional { get; init; }
}
