using Shared.Contracts.Core;
using Shared.Contracts.Schemas;

namespace Shared.Contracts.SparkApplications;

/// <summary>An object of the application's namespace and where to mount it.</summary>
public sealed record NamePath : OpenRecord
{
    /// <summary>Name of the ConfigMap.</summary>
    [Schema(Required = true)] public string? Name { get; init; }

    /// <summary>Where to mount it.</summary>
    [Schema(Required = true)] public string? Path { get; init; }
}

/// <summary>One key of an object of the application's namespace.</summary>
public sealed record NameKey : OpenRecord
{
    /// <summary>Name of the Secret.</summary>
    [Schema(Required = true)] public string? Name { get; init; }

    /// <summary>Key in the Secret.</summary>
    [Schema(Required = true)] public string? Key { get; init; }
}

/// <summary>A Secret, where to mount it, and what it is.</summary>
public sealed record SecretInfo : OpenRecord
{
    /// <summary>Name of the Secret.</summary>
    [Schema(Required = true)] public string? Name { get; init; }

    /// <summary>Where to mount it.</summary>
    [Schema(Required = true)] public string? Path { get; init; }

    /// <summary>One of <see cref="SecretTypes"/>; any other text acts as <c>Generic</c>.</summary>
    [Schema(Required = true)] public string? SecretType { get; init; }
}

/// <summary>Devices of one sort.</summary>
public sealed record GpuSpec : OpenRecord
{
    /// <summary>Name of the extended resource, such as <c>nvidia.com/gpu</c>.</summary>
    [Schema(Required = true)] public string? Name { get; init; }

    /// <summary>Unit: devices per pod.</summary>
    [Schema(Required = true)] public long? Quantity { get; init; }
}

/// <summary>A port of the Spark container; unlike in a pod, all three members are required.</summary>
public sealed record Port : OpenRecord
{
    /// <summary>Name of the port, unique in the pod.</summary>
    [Schema(Required = true)] public string? Name { get; init; }

    /// <summary><c>TCP</c>, <c>UDP</c> or <c>SCTP</c>.</summary>
    [Schema(Required = true)] public string? Protocol { get; init; }

    /// <summary>Number of the port.</summary>
    [Schema(Required = true)] public int? ContainerPort { get; init; }
}
