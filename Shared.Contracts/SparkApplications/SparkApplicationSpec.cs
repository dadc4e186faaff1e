using Shared.Contracts.Core;
using Shared.Contracts.Schemas;

namespace Shared.Contracts.SparkApplications;

/// <summary>What to run and how. Absent members have no value here; defaults are given at admission.</summary>
public sealed record SparkApplicationSpec : OpenRecord
{
    /// <summary>Language of the job: one of <see cref="ApplicationTypes"/>. Absent means <c>Scala</c>. Decides the memory overhead where Spark decides it by language.</summary>
    [Schema(Required = true, OneOf = [ApplicationTypes.Java, ApplicationTypes.Python, ApplicationTypes.Scala, ApplicationTypes.R])] public string? Type { get; init; }

    /// <summary>Spark version of the image, such as <c>4.0.1</c>. Decides which Spark's rules build the driver pod.</summary>
    [Schema(Required = true)] public string? SparkVersion { get; init; }

    /// <summary>Deploy mode: one of <see cref="DeployModes"/>. Absent means <c>cluster</c>.</summary>
    [Schema(OneOf = [DeployModes.Cluster, DeployModes.Client])] public string? Mode { get; init; }

    /// <summary>User to act as towards Hadoop; <c>--proxy-user</c>.</summary>
    public string? ProxyUser { get; init; }

    /// <summary>Image of all pods, unless the role has its own; <c>spark.kubernetes.container.image</c>.</summary>
    public string? Image { get; init; }

    /// <summary><c>Always</c>, <c>IfNotPresent</c> or <c>Never</c>; <c>spark.kubernetes.container.image.pullPolicy</c>.</summary>
    public string? ImagePullPolicy { get; init; }

    /// <summary>Names of Secrets with registry credentials; <c>spark.kubernetes.container.image.pullSecrets</c>.</summary>
    public IReadOnlyList<string>? ImagePullSecrets { get; init; }

    /// <summary>Entry class of a JVM job; <c>--class</c>.</summary>
    public string? MainClass { get; init; }

    /// <summary>The jar, Python or R file to run, by any URI that Spark understands; <c>local://</c> means inside the image.</summary>
    [Schema(Required = true)] public string? MainApplicationFile { get; init; }

    /// <summary>Arguments of the program, in order.</summary>
    public IReadOnlyList<string>? Arguments { get; init; }

    /// <summary>Spark properties. Some keys are refused at admission; settings of driver and executor win over these.</summary>
    public IReadOnlyDictionary<string, string>? SparkConf { get; init; }

    /// <summary>Hadoop properties without their <c>spark.hadoop.</c> prefix.</summary>
    public IReadOnlyDictionary<string, string>? HadoopConf { get; init; }

    /// <summary>ConfigMap with files such as <c>spark-env.sh</c>, mounted at <c>/etc/spark/conf</c>; sets <c>SPARK_CONF_DIR</c>.</summary>
    public string? SparkConfigMap { get; init; }

    /// <summary>ConfigMap with files such as <c>core-site.xml</c>, mounted at <c>/etc/hadoop/conf</c>; sets <c>HADOOP_CONF_DIR</c>.</summary>
    public string? HadoopConfigMap { get; init; }

    /// <summary>
    /// Volumes that the roles' <c>volumeMounts</c> name. Those whose name starts with <c>spark-local-dir-</c> become Spark's scratch space through
    /// Spark's own properties; the others are added to a pod that mounts them.
    /// </summary>
    public IReadOnlyList<Volume>? Volumes { get; init; }

    [Schema(Required = true)] public DriverSpec? Driver { get; init; }
    [Schema(Required = true)] public ExecutorSpec? Executor { get; init; }

    /// <summary>What the job needs besides its main file.</summary>
    public Dependencies? Deps { get; init; }

    /// <summary>When to run again. Absent means never.</summary>
    public RestartPolicy? RestartPolicy { get; init; }

    /// <summary>Nodes for all pods, by label; <c>spark.kubernetes.node.selector.*</c>. Not together with the selector of a role.</summary>
    public IReadOnlyDictionary<string, string>? NodeSelector { get; init; }

    /// <summary>Accepted and without effect: what an earlier API called <see cref="RestartPolicy.OnFailureRetries"/>.</summary>
    public int? FailureRetries { get; init; }

    /// <summary>Accepted and without effect: what an earlier API called <see cref="RestartPolicy.OnFailureRetryInterval"/>. Unit: seconds.</summary>
    public long? RetryInterval { get; init; }

    /// <summary>Major Python version, <c>2</c> or <c>3</c>; Spark reads it before 3.1 only.</summary>
    [Schema(OneOf = ["2", "3"])] public string? PythonVersion { get; init; }

    /// <summary>Part of the heap that is added as memory outside of it, a decimal in a string; <c>spark.kubernetes.memoryOverheadFactor</c>.</summary>
    public string? MemoryOverheadFactor { get; init; }

    /// <summary>Export of metrics. Without <see cref="MonitoringSpec.Prometheus"/> it does nothing.</summary>
    public MonitoringSpec? Monitoring { get; init; }

    /// <summary>Gang scheduler: <c>volcano</c>, <c>yunikorn</c> or a scheduler that the controller was told of.</summary>
    public string? BatchScheduler { get; init; }

    public BatchSchedulerOptions? BatchSchedulerOptions { get; init; }

    /// <summary>Delete the object this long after its end, at once when zero or less. Unit: seconds. Absent means keep it.</summary>
    public long? TimeToLiveSeconds { get; init; }

    /// <summary>Service and Ingress of the Spark UI.</summary>
    public SparkUIConfiguration? SparkUIOptions { get; init; }

    /// <summary>Further Service and Ingress pairs, one for each port of the driver.</summary>
    public IReadOnlyList<DriverIngressConfiguration>? DriverIngressOptions { get; init; }

    public DynamicAllocation? DynamicAllocation { get; init; }

    /// <summary>True keeps the job from being submitted and takes a running one down; false again resumes it.</summary>
    public bool? Suspend { get; init; }

    /// <summary>True protects the driver with a PodDisruptionBudget while it lives, if the controller is allowed to.</summary>
    public bool? DriverPodDisruptionBudget { get; init; }
}
