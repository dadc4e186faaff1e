using Shared.Contracts.Core;
using Shared.Contracts.Schemas;
using Shared.Contracts.SparkApplications;

namespace Shared.Contracts.SparkConnects;

/// <summary>What the controller knows of a Connect server.</summary>
public sealed record SparkConnectStatus : OpenRecord
{
    /// <summary>Keyed by type.</summary>
    [Schema(Key = "type")] public IReadOnlyList<Condition>? Conditions { get; init; }

    /// <summary>One of <see cref="SparkConnectStates"/>; any other text survives reading and writing.</summary>
    public string? State { get; init; }

    public SparkConnectServerStatus? Server { get; init; }

    /// <summary>Phase of a pod in lower case to number of executors.</summary>
    public IReadOnlyDictionary<string, int>? Executors { get; init; }

    /// <summary>When the controller first saw it. Never written as null.</summary>
    public DateTimeOffset? StartTime { get; init; }

    /// <summary>When this status last changed. Never written as null.</summary>
    public DateTimeOffset? LastUpdateTime { get; init; }

    /// <summary>Why the server is not ready, if it is not. Not part of the original API.</summary>
    public Diagnosis? Diagnosis { get; init; }

    /// <summary>The generation of the specification that this status speaks of.</summary>
    public long? ObservedGeneration { get; init; }
}

/// <summary>Where the server is.</summary>
public sealed record SparkConnectServerStatus : OpenRecord
{
    public string? PodName { get; init; }
    public string? PodIp { get; init; }
    public string? ServiceName { get; init; }
}

/// <summary>Values of <see cref="SparkConnectStatus.State"/>.</summary>
public static class SparkConnectStates
{
    public const string New = "";
    public const string Provisioning = "Provisioning";
    public const string Ready = "Ready";
    public const string NotReady = "NotReady";
    public const string Failed = "Failed";
}
