using Shared.Contracts.Core;

namespace Shared.Contracts.SparkApplications;

/// <summary>An object of the application's namespace and where to mount it.</summary>
public sealed record NamePath : OpenRecord
{
    public string? Name { get; init; }
    public string? Path { get; init; }
}

/// <summary>One key of an object of the application's namespace.</summary>
public sealed record NameKey : OpenRecord
{
    public string? Name { get; init; }
    public string? Key { get; init; }
}

/// <summary>A Secret, where to mount it, and what it is.</summary>
public sealed record SecretInfo : OpenRecord
{
    public string? Name { get; init; }
    public string? Path { get; init; }

    /// <summary>One of <see cref="SecretTypes"/>; any other text acts as <c>Generic</c>.</summary>
    public string? SecretType { get; init; }
}

/// <summary>Devices of one sort.</summary>
public sealed record GpuSpec : OpenRecord
{
    /// <summary>Name of the extended resource, such as <c>nvidia.com/gpu</c>.</summary>
    public string? Name { get; init; }

    /// <summary>Unit: devices per pod.</summary>
    public long? Quantity { get; init; }
}

/// <summary>A port of the Spark container; unlike in a pod, all three members are required.</summary>
public sealed record Port : OpenRecord
{
    public string? Name { get; init; }

    /// <summary><c>TCP</c>, <c>UDP</c> or <c>SCTP</c>.</summary>
    public string? Protocol { get; init; }

    public int? ContainerPort { get; init; }
}
