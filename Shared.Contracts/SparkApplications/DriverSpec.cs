using Shared.Contracts.Schemas;

namespace Shared.Contracts.SparkApplications;

/// <summary>The driver's pod.</summary>
public sealed record DriverSpec : SparkPodSpec
{
    // Not anchored and with a doubled backslash, so that it accepts nearly everything: what the original definition accepts must stay accepted.
    private const string DriverPodNamePattern = @"[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*";

    /// <summary>Name of the pod. Absent means <c>spark.kubernetes.driver.pod.name</c> of <c>sparkConf</c>, and without it <c>{application}-driver</c>.</summary>
    [Schema(Pattern = DriverPodNamePattern)] public string? PodName { get; init; }

    /// <summary>Address of the API server that the driver asks for executors; <c>spark.kubernetes.driver.master</c>.</summary>
    public string? KubernetesMaster { get; init; }

    /// <summary>Annotations of the driver's headless Service.</summary>
    public IReadOnlyDictionary<string, string>? ServiceAnnotations { get; init; }

    /// <summary>Labels of the driver's headless Service.</summary>
    public IReadOnlyDictionary<string, string>? ServiceLabels { get; init; }
}
