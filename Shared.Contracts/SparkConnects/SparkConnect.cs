using Shared.Contracts.Core;
using Shared.Contracts.Schemas;
using Shared.Contracts.SparkApplications;

namespace Shared.Contracts.SparkConnects;

/// <summary>A Spark Connect server and its executors. Kind <c>SparkConnect</c>, <c>sparkoperator.k8s.io/v1alpha1</c>.</summary>
public sealed record SparkConnect : OpenRecord
{
    public const string GroupVersion = "sparkoperator.k8s.io/v1alpha1";
    public const string KindName = "SparkConnect";

    public string? ApiVersion { get; init; }
    public string? Kind { get; init; }

    /// <summary>At most 56 characters, so that <c>{name}-server</c> is a name of a Service.</summary>
    [Schema(Required = true)] public ObjectMeta? Metadata { get; init; }

    [Schema(Required = true)] public SparkConnectSpec? Spec { get; init; }
    public SparkConnectStatus? Status { get; init; }
}

/// <summary>The server and its executors.</summary>
public sealed record SparkConnectSpec : OpenRecord
{
    /// <summary>Spark version of the image, such as <c>4.0.1</c>.</summary>
    [Schema(Required = true)] public string? SparkVersion { get; init; }

    /// <summary>Image of all pods; needed unless both templates have one.</summary>
    public string? Image { get; init; }

    /// <summary>Hadoop properties; the prefix <c>spark.hadoop.</c> is added where it is missing.</summary>
    public IReadOnlyDictionary<string, string>? HadoopConf { get; init; }

    /// <summary>Spark properties. Some keys are refused at admission.</summary>
    public IReadOnlyDictionary<string, string>? SparkConf { get; init; }

    [Schema(Required = true)] public SparkConnectServerSpec? Server { get; init; }
    [Schema(Required = true)] public SparkConnectExecutorSpec? Executor { get; init; }
    public DynamicAllocation? DynamicAllocation { get; init; }

    /// <summary>
    /// What becomes of a running server when its specification changes: one of <see cref="ConnectUpdatePolicies"/>. Absent means <c>Keep</c>. Not part of the original API.
    /// </summary>
    [Schema(OneOf = [ConnectUpdatePolicies.Keep, ConnectUpdatePolicies.Restart])] public string? UpdatePolicy { get; init; }

    /// <summary>True lets only pods of the namespace with the label <c>sparkoperator.k8s.io/connect-client: NAME</c> reach the server, by a NetworkPolicy. Not part of the original API.</summary>
    public bool? RestrictClients { get; init; }
}

/// <summary>What server and executors have in common.</summary>
public abstract record SparkConnectPodSpec : OpenRecord
{
    /// <summary>Task slots. Unit: whole cores.</summary>
    [Schema(Minimum = 1)] public int? Cores { get; init; }

    /// <summary>Heap: a whole number with a suffix of Java's notation, such as <c>4g</c>.</summary>
    public string? Memory { get; init; }

    /// <summary>The pod to start from.</summary>
    public PodTemplateSpec? Template { get; init; }
}

/// <summary>The pod that clients connect to.</summary>
public sealed record SparkConnectServerSpec : SparkConnectPodSpec
{
    /// <summary>The Service to start from; its ports and selector are set by the controller. Absent means a Service <c>{name}-server</c>.</summary>
    public Service? Service { get; init; }
}

/// <summary>The pods that compute.</summary>
public sealed record SparkConnectExecutorSpec : SparkConnectPodSpec
{
    /// <summary>How many; zero is allowed. <c>spark.executor.instances</c>.</summary>
    [Schema(Minimum = 0)] public int? Instances { get; init; }
}

/// <summary>Values of <see cref="SparkConnectSpec.UpdatePolicy"/>.</summary>
public static class ConnectUpdatePolicies
{
    /// <summary>A server goes on with what it was started with, and so do the sessions of its clients.</summary>
    public const string Keep = "Keep";

    /// <summary>The server is started anew; its sessions are lost.</summary>
    public const string Restart = "Restart";
}
