namespace Shared.Contracts.Names;

/// <summary>Spark properties that the operator sets or reads.</summary>
public static class SparkConfKeys
{
    // What runs.
    public const string Master = "spark.master";
    public const string DeployMode = "spark.submit.deployMode";
    public const string AppName = "spark.app.name";
    public const string AppId = "spark.app.id";
    public const string SubmitTime = "spark.app.submitTime";
    public const string Jars = "spark.jars";
    public const string Files = "spark.files";
    public const string Archives = "spark.archives";
    public const string Packages = "spark.jars.packages";
    public const string ExcludedPackages = "spark.jars.excludes";
    public const string Repositories = "spark.jars.repositories";
    public const string PyFiles = "spark.submit.pyFiles";
    public const string LocalDir = "spark.local.dir";
    public const string SubmitInDriver = "spark.kubernetes.submitInDriver";
    public const string ResourceType = "spark.kubernetes.resource.type";

    // Driver and executors.
    public const string DriverCores = "spark.driver.cores";
    public const string DriverMemory = "spark.driver.memory";
    public const string DriverMemoryOverhead = "spark.driver.memoryOverhead";
    public const string DriverMemoryOverheadFactor = "spark.driver.memoryOverheadFactor";
    public const string DriverMinMemoryOverhead = "spark.driver.minMemoryOverhead";
    public const string DriverExtraJavaOptions = "spark.driver.extraJavaOptions";
    public const string DriverHost = "spark.driver.host";
    public const string DriverBindAddress = "spark.driver.bindAddress";
    public const string DriverPort = "spark.driver.port";
    public const string DriverBlockManagerPort = "spark.driver.blockManager.port";
    public const string BlockManagerPort = "spark.blockManager.port";
    public const string ExecutorInstances = "spark.executor.instances";
    public const string ExecutorCores = "spark.executor.cores";
    public const string ExecutorMemory = "spark.executor.memory";
    public const string ExecutorMemoryOverhead = "spark.executor.memoryOverhead";
    public const string ExecutorMemoryOverheadFactor = "spark.executor.memoryOverheadFactor";
    public const string ExecutorMinMemoryOverhead = "spark.executor.minMemoryOverhead";
    public const string ExecutorExtraJavaOptions = "spark.executor.extraJavaOptions";
    public const string ExecutorEnvPrefix = "spark.executorEnv.";

    // UI, metrics, Hadoop.
    public const string UIPort = "spark.ui.port";
    public const string UIProxyBase = "spark.ui.proxyBase";
    public const string UIProxyRedirectUri = "spark.ui.proxyRedirectUri";
    public const string MetricsConf = "spark.metrics.conf";
    public const string MetricsNamespace = "spark.metrics.namespace";
    public const string HadoopPrefix = "spark.hadoop.";

    // Spark Connect.
    public const string ConnectPort = "spark.connect.grpc.binding.port";

    // Dynamic allocation.
    public const string DynamicAllocationEnabled = "spark.dynamicAllocation.enabled";
    public const string DynamicAllocationInitialExecutors = "spark.dynamicAllocation.initialExecutors";
    public const string DynamicAllocationMinExecutors = "spark.dynamicAllocation.minExecutors";
    public const string DynamicAllocationMaxExecutors = "spark.dynamicAllocation.maxExecutors";
    public const string ShuffleTrackingEnabled = "spark.dynamicAllocation.shuffleTracking.enabled";
    public const string ShuffleTrackingTimeout = "spark.dynamicAllocation.shuffleTracking.timeout";

    // Kubernetes.
    public const string Namespace = "spark.kubernetes.namespace";
    public const string ContainerImage = "spark.kubernetes.container.image";
    public const string DriverContainerImage = "spark.kubernetes.driver.container.image";
    public const string ExecutorContainerImage = "spark.kubernetes.executor.container.image";
    public const string ImagePullPolicy = "spark.kubernetes.container.image.pullPolicy";
    public const string ImagePullSecrets = "spark.kubernetes.container.image.pullSecrets";
    public const string DriverMaster = "spark.kubernetes.driver.master";
    public const string DriverPodName = "spark.kubernetes.driver.pod.name";
    public const string ExecutorPodNamePrefix = "spark.kubernetes.executor.podNamePrefix";
    public const string DriverRequestCores = "spark.kubernetes.driver.request.cores";
    public const string DriverLimitCores = "spark.kubernetes.driver.limit.cores";
    public const string ExecutorRequestCores = "spark.kubernetes.executor.request.cores";
    public const string ExecutorLimitCores = "spark.kubernetes.executor.limit.cores";
    public const string MemoryOverheadFactor = "spark.kubernetes.memoryOverheadFactor";
    public const string PysparkPythonVersion = "spark.kubernetes.pyspark.pythonVersion";
    public const string WaitAppCompletion = "spark.kubernetes.submission.waitAppCompletion";
    public const string ExecutorDeleteOnTermination = "spark.kubernetes.executor.deleteOnTermination";
    public const string DriverPodTemplateFile = "spark.kubernetes.driver.podTemplateFile";
    public const string DriverPodTemplateContainerName = "spark.kubernetes.driver.podTemplateContainerName";
    public const string ExecutorPodTemplateFile = "spark.kubernetes.executor.podTemplateFile";
    public const string ExecutorPodTemplateContainerName = "spark.kubernetes.executor.podTemplateContainerName";
    public const string SchedulerName = "spark.kubernetes.scheduler.name";
    public const string DriverSchedulerName = "spark.kubernetes.driver.scheduler.name";
    public const string ExecutorSchedulerName = "spark.kubernetes.executor.scheduler.name";
    public const string DriverServiceAccountName = "spark.kubernetes.authenticate.driver.serviceAccountName";
    public const string ExecutorServiceAccountName = "spark.kubernetes.authenticate.executor.serviceAccountName";

    // Credentials; refused in an application.
    public const string OAuthTokenFile = "spark.kubernetes.authenticate.oauthTokenFile";
    public const string OAuthToken = "spark.kubernetes.authenticate.oauthToken";
    public const string DriverOAuthTokenFile = "spark.kubernetes.authenticate.driver.oauthTokenFile";
    public const string DriverOAuthToken = "spark.kubernetes.authenticate.driver.oauthToken";
    public const string ExecutorOAuthTokenFile = "spark.kubernetes.authenticate.executor.oauthTokenFile";
    public const string ExecutorOAuthToken = "spark.kubernetes.authenticate.executor.oauthToken";

    // Prefixes; a key follows.
    public const string NodeSelectorPrefix = "spark.kubernetes.node.selector.";
    public const string DriverNodeSelectorPrefix = "spark.kubernetes.driver.node.selector.";
    public const string ExecutorNodeSelectorPrefix = "spark.kubernetes.executor.node.selector.";
    public const string DriverLabelPrefix = "spark.kubernetes.driver.label.";
    public const string ExecutorLabelPrefix = "spark.kubernetes.executor.label.";
    public const string DriverAnnotationPrefix = "spark.kubernetes.driver.annotation.";
    public const string ExecutorAnnotationPrefix = "spark.kubernetes.executor.annotation.";
    public const string DriverServiceLabelPrefix = "spark.kubernetes.driver.service.label.";
    public const string DriverServiceAnnotationPrefix = "spark.kubernetes.driver.service.annotation.";
    public const string DriverEnvPrefix = "spark.kubernetes.driverEnv.";
    public const string DriverSecretsPrefix = "spark.kubernetes.driver.secrets.";
    public const string ExecutorSecretsPrefix = "spark.kubernetes.executor.secrets.";
    public const string DriverSecretKeyRefPrefix = "spark.kubernetes.driver.secretKeyRef.";
    public const string ExecutorSecretKeyRefPrefix = "spark.kubernetes.executor.secretKeyRef.";
    public const string DriverVolumesPrefix = "spark.kubernetes.driver.volumes.";
    public const string ExecutorVolumesPrefix = "spark.kubernetes.executor.volumes.";
}
