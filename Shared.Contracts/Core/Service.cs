using System.Text.Json;
using Shared.Contracts.Schemas;

namespace Shared.Contracts.Core;

/// <summary>Source: <c>core/v1 Service</c>.</summary>
public sealed record Service : OpenRecord
{
    public string? ApiVersion { get; init; }
    public string? Kind { get; init; }
    public ObjectMeta? Metadata { get; init; }
    public ServiceSpec? Spec { get; init; }
    public JsonElement? Status { get; init; }
}

/// <summary>Source: <c>core/v1 ServiceSpec</c>.</summary>
public sealed record ServiceSpec : OpenRecord
{
    /// <summary><c>None</c> makes the Service headless.</summary>
    public string? ClusterIP { get; init; }

    public string? Type { get; init; }
    public IReadOnlyDictionary<string, string>? Selector { get; init; }
    public IReadOnlyList<ServicePort>? Ports { get; init; }
    public string? IpFamilyPolicy { get; init; }
    public IReadOnlyList<string>? IpFamilies { get; init; }

    /// <summary>True: addresses of pods that are not ready are published too.</summary>
    public bool? PublishNotReadyAddresses { get; init; }
}

/// <summary>Source: <c>core/v1 ServicePort</c>.</summary>
public sealed record ServicePort : OpenRecord
{
    public string? Name { get; init; }
    [Schema(Required = true)] public int? Port { get; init; }
    public IntOrString? TargetPort { get; init; }
    public string? Protocol { get; init; }
    public string? AppProtocol { get; init; }
    public int? NodePort { get; init; }
}
