using Shared.Contracts.Core;
using Shared.Contracts.Schemas;

namespace Shared.Contracts.SparkApplications;

/// <summary>One Spark job: what to run, with which driver and executors. Kind <c>SparkApplication</c>, <c>sparkoperator.k8s.io/v1beta2</c>.</summary>
public sealed record SparkApplication : OpenRecord
{
    public const string GroupVersion = "sparkoperator.k8s.io/v1beta2";
    public const string KindName = "SparkApplication";

    public string? ApiVersion { get; init; }
    public string? Kind { get; init; }

    /// <summary>The name becomes <c>spark.app.name</c> and the stem of all other names; labels are copied to the pods, except those of Kueue.</summary>
    [Schema(Required = true)] public ObjectMeta? Metadata { get; init; }

    /// <summary>The job. Every edit but one of <c>suspend</c> and <c>timeToLiveSeconds</c> runs it again.</summary>
    [Schema(Required = true)] public SparkApplicationSpec? Spec { get; init; }

    /// <summary>Written by the controller only.</summary>
    public SparkApplicationStatus? Status { get; init; }
}
