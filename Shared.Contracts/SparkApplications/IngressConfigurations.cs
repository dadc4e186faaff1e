using System.Text.Json;
using Shared.Contracts.Core;
using Shared.Contracts.Schemas;

namespace Shared.Contracts.SparkApplications;

/// <summary>Service and Ingress of the Spark UI.</summary>
public sealed record SparkUIConfiguration : OpenRecord
{
    /// <summary>Absent means 4040.</summary>
    public int? ServicePort { get; init; }

    /// <summary>Absent means <c>spark-driver-ui-port</c>.</summary>
    public string? ServicePortName { get; init; }

    /// <summary>Absent means <c>ClusterIP</c>.</summary>
    public string? ServiceType { get; init; }

    /// <summary>Annotations of the Service.</summary>
    public IReadOnlyDictionary<string, string>? ServiceAnnotations { get; init; }

    /// <summary>When not empty, instead of the labels for application and submission.</summary>
    public IReadOnlyDictionary<string, string>? ServiceLabels { get; init; }

    /// <summary>When not empty, instead of the operator's own.</summary>
    public IReadOnlyDictionary<string, string>? IngressAnnotations { get; init; }

    /// <summary>When not empty, instead of the operator's own. Source: <c>networking/v1 IngressTLS</c>.</summary>
    public IReadOnlyList<JsonElement>? IngressTLS { get; init; }
}

/// <summary>Service and Ingress of one further port of the driver.</summary>
public sealed record DriverIngressConfiguration : OpenRecord
{
    /// <summary>Required; port of the Service and of the driver. Unique among its neighbours.</summary>
    [Schema(Required = true)] public int? ServicePort { get; init; }

    /// <summary>Required.</summary>
    [Schema(Required = true)] public string? ServicePortName { get; init; }

    /// <summary>Absent means <c>ClusterIP</c>.</summary>
    public string? ServiceType { get; init; }

    /// <summary>Annotations of the Service.</summary>
    public IReadOnlyDictionary<string, string>? ServiceAnnotations { get; init; }

    /// <summary>When not empty, instead of the labels for application and submission.</summary>
    public IReadOnlyDictionary<string, string>? ServiceLabels { get; init; }

    /// <summary>Address, with <c>{{$appName}}</c>, <c>{{$appNamespace}}</c> and <c>{{$appId}}</c> to be filled in. Unique among its neighbours.</summary>
    public string? IngressURLFormat { get; init; }

    /// <summary>When not empty, instead of the operator's own.</summary>
    public IReadOnlyDictionary<string, string>? IngressAnnotations { get; init; }

    /// <summary>When not empty, instead of the operator's own. Source: <c>networking/v1 IngressTLS</c>.</summary>
    public IReadOnlyList<JsonElement>? IngressTLS { get; init; }
}
