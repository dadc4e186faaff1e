namespace Shared.Contracts.SparkApplications;

/// <summary>The driver's pod.</summary>
public sealed record DriverSpec : SparkPodSpec
{
    /// <summary>Name of the pod. Absent means <c>spark.kubernetes.driver.pod.name</c> of <c>sparkConf</c>, and without it <c>{application}-driver</c>.</summary>
    public string? PodName { get; init; }

    /// <summary>Address of the API server that the driver asks for executors; <c>spark.kubernetes.driver.master</c>.</summary>
    public string? KubernetesMaster { get; init; }

    /// <summary>Annotations of the driver's headless Service.</summary>
    public IReadOnlyDictionary<string, string>? ServiceAnnotations { get; init; }

    /// <summary>Labels of the driver's headless Service.</summary>
    public IReadOnlyDictionary<string, string>? ServiceLabels { get; init; }
}
