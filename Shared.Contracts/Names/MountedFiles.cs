namespace Shared.Contracts.Names;

/// <summary>Volumes, mount paths and file names that the operator puts into pods.</summary>
public static class MountedFiles
{
    /// <summary>Volumes with this prefix are Spark's scratch space and go through Spark's own properties.</summary>
    public const string LocalDirVolumePrefix = "spark-local-dir-";

    public const string SparkConfVolume = "spark-configmap-volume";
    public const string SparkConfDir = "/etc/spark/conf";
    public const string HadoopConfVolume = "hadoop-configmap-volume";
    public const string HadoopConfDir = "/etc/hadoop/conf";

    public const string PrometheusConfDir = "/etc/metrics/conf";
    public const string MetricsPropertiesKey = "metrics.properties";
    public const string PrometheusConfigKey = "prometheus.yaml";

    /// <summary>File of a Secret of type <c>GCPServiceAccount</c>.</summary>
    public const string ServiceAccountKey = "key.json";

    /// <summary>File of a Secret of type <c>HadoopDelegationToken</c>.</summary>
    public const string HadoopDelegationToken = "hadoop.token";

    public const string ConnectConfVolume = "spark-conf";
    public const string ConnectTemplateDir = "/tmp/spark";
    public const string ConnectExecutorTemplate = "executor-pod-template.yaml";
}
