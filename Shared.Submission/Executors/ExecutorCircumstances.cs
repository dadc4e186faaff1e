namespace Shared.Submission.Executors;

/// <summary>What a running driver draws or learns, and what shows in its executors.</summary>
public sealed record ExecutorCircumstances
{
    /// <summary>Sixteen hexadecimal digits in the names of executors.</summary>
    public required string ResourceId { get; init; }

    /// <summary>Sixteen hexadecimal digits in the name of the executors' ConfigMap.</summary>
    public required string ConfigMapId { get; init; }

    /// <summary>A UUID in the path of the default local directory.</summary>
    public required string LocalDirectoryId { get; init; }

    public required string DriverUid { get; init; }

    public required string DriverPodIp { get; init; }

    /// <summary>Whom the driver runs as; null means the <c>SPARK_USER</c> of its pod.</summary>
    public string? DriverUser { get; init; }

    /// <summary>From 1.</summary>
    public int ExecutorId { get; init; } = 1;
}
