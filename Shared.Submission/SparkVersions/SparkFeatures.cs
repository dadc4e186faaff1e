namespace Shared.Submission.SparkVersions;

/// <summary>Every difference between releases that shows in what is submitted; <c>docs/spark-versions.md</c> is the same table for people.</summary>
public static class SparkFeatures
{
    public static readonly SparkFeature LeadingDashRemoved = Derived("a name prefix loses one leading dash", "3.3.2");
    public static readonly SparkFeature LeadingDigitReplaced = Derived("a name prefix that starts with a digit starts with `x` instead", "3.3.3");
    public static readonly SparkFeature ServiceIpFamilies = Derived("the Service names its IP families", "3.4.0");
    public static readonly SparkFeature ServiceLabels = Derived("`spark.kubernetes.driver.service.label.*`", "3.4.0");
    public static readonly SparkFeature LegacyReadWriteOnceKey = Derived("`spark.kubernetes.legacy.useReadWriteOnceAccessMode`", "3.4.3", "3.5.1");
    public static readonly SparkFeature HadoopConfigMapForExecutors = Recorded("executors mount the Hadoop ConfigMap too", "3.5.0");
    public static readonly SparkFeature Scala213 = Recorded("built with Scala 2.13, which numbers executors' start-up options in another order", "4.0.0");
    public static readonly SparkFeature DefaultOptionsOnce = Recorded("default Java options are given to executors once, not three times", "4.1.0");
    public static readonly SparkFeature VectorModule = Recorded("Java options for the vector module and Netty", "4.0.0");
    public static readonly SparkFeature LogAttributes = Recorded("executors get `SPARK_EXECUTOR_ATTRIBUTE_*` with a custom log URL", "4.0.0");
    public static readonly SparkFeature LabelPlaceholders = Recorded("`{{APP_ID}}` is replaced in labels, not only in annotations", "4.0.0");
    public static readonly SparkFeature MinimumOverheadKeys = Recorded("`spark.{driver,executor}.minMemoryOverhead`", "4.0.0");
    public static readonly SparkFeature VolumeSubPathExpr = Recorded("`mount.subPathExpr`", "4.0.0");
    public static readonly SparkFeature HostPathType = Recorded("`options.type` of hostPath volumes", "4.0.0");
    public static readonly SparkFeature LoadSparkDefaults = Recorded("`--load-spark-defaults`; without it `spark-defaults.conf` is not read beside a `--properties-file`", "4.0.0");
    public static readonly SparkFeature ClaimLabels = Recorded("labels and annotations of created claims", "4.0.0");
    public static readonly SparkFeature VolumeSizeCheck = Recorded("a bare size below 1024 is refused", "4.0.0");
    public static readonly SparkFeature ReadWriteOncePodDefault = Recorded("created claims are `ReadWriteOncePod`", "4.0.0");
    public static readonly SparkFeature ConnectPort = Recorded("port `spark-connect` on driver and Service", "4.1.0");
    public static readonly SparkFeature ImagePlaceholder = Recorded("`{{SPARK_VERSION}}` in image names", "4.1.0");
    public static readonly SparkFeature ExcludedSteps = Recorded("`spark.kubernetes.driver.pod.excludedFeatureSteps`", "4.1.0");
    public static readonly SparkFeature ExecutorGracePeriod = Recorded("executors get a termination grace period", "4.1.0");
    public static readonly SparkFeature UseDriverPodIpKey = Recorded("`spark.kubernetes.executor.useDriverPodIP`", "4.1.0");
    public static readonly SparkFeature ExecutorCpuLimitCheck = Recorded("an executor CPU limit below the request is refused", "4.1.0");
    public static readonly SparkFeature PythonVersionIgnored = Recorded("`spark.kubernetes.pyspark.pythonVersion` does nothing, whatever it says", "4.1.0");
    public static readonly SparkFeature BinarySuffixes = Recorded("memory sizes may end in `ki`, `mib` and the like", "4.2.0");
    public static readonly SparkFeature NettyOptions = Recorded("more Java options for Netty and native access", "4.1.0");
    public static readonly SparkFeature UnsafeAccessAllowed = Recorded("Java options for Java 24 and newer", "4.2.0");
    public static readonly SparkFeature ExecutorLibraryPath = Recorded("`spark.executor.extraLibraryPath` reaches executors as `SPARK_EXECUTOR_LIBRARY_PATH`", "4.2.0");
    public static readonly SparkFeature ConnectAppProtocol = Recorded("the Service's `spark-connect` port says `appProtocol: grpc`", "4.2.0");
    public static readonly SparkFeature NetworkPolicy = Recorded("a NetworkPolicy keeps others away from executors", "4.2.0");
    public static readonly SparkFeature ExecutorResizePolicy = Recorded("executors may be resized in place", "4.2.0");
    public static readonly SparkFeature PublishNotReadyAddresses = Recorded("the Service says `publishNotReadyAddresses`", "4.3.0");
    public static readonly SparkFeature PrivilegeEscalation = Recorded("containers say `allowPrivilegeEscalation`", "4.3.0");
    public static readonly SparkFeature ProxyUserIsSparkUser = Recorded("`SPARK_USER` is the proxy user", "4.3.0");
    public static readonly SparkFeature DriverPodIpByDefault = Recorded("executors call the driver by its pod IP", "4.3.0");

    public static readonly IReadOnlyList<SparkFeature> All =
    [
        LeadingDashRemoved, LeadingDigitReplaced, ServiceIpFamilies, ServiceLabels, LegacyReadWriteOnceKey, HadoopConfigMapForExecutors,
        Scala213, DefaultOptionsOnce, VectorModule, LogAttributes, LabelPlaceholders, MinimumOverheadKeys, VolumeSubPathExpr, HostPathType, LoadSparkDefaults, ClaimLabels, VolumeSizeCheck, ReadWriteOncePodDefault,
        ConnectPort, ImagePlaceholder, ExcludedSteps, ExecutorGracePeriod, UseDriverPodIpKey, ExecutorCpuLimitCheck,
        PythonVersionIgnored, NettyOptions, UnsafeAccessAllowed, ExecutorLibraryPath, BinarySuffixes,
        ConnectAppProtocol, NetworkPolicy, ExecutorResizePolicy, PublishNotReadyAddresses, PrivilegeEscalation, ProxyUserIsSparkUser,
        DriverPodIpByDefault,
    ];

    private static SparkFeature Recorded(string name, params string[] since) => new(name, [.. since.Select(Version.Parse)], Evidence.Recorded);

    private static SparkFeature Derived(string name, params string[] since) => new(name, [.. since.Select(Version.Parse)], Evidence.Derived);
}
