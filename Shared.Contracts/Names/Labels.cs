namespace Shared.Contracts.Names;

/// <summary>Label keys and values.</summary>
public static class Labels
{
    /// <summary>The application that a pod, Service or Ingress belongs to.</summary>
    public const string AppName = "sparkoperator.k8s.io/app-name";

    /// <summary>The SparkConnect that a pod, Service or ConfigMap belongs to.</summary>
    public const string ConnectName = "sparkoperator.k8s.io/connect-name";

    /// <summary>On pods that may reach a Connect server that restricts its clients: the server's name.</summary>
    public const string ConnectClient = "sparkoperator.k8s.io/connect-client";

    /// <summary>The schedule that made an application.</summary>
    public const string ScheduledAppName = "sparkoperator.k8s.io/scheduled-app-name";

    /// <summary>On Spark's pods: watched by the controller and, without <see cref="Rendered"/>, sent to the pod webhook.</summary>
    public const string LaunchedBySparkOperator = "sparkoperator.k8s.io/launched-by-spark-operator";

    /// <summary>On Services and ConfigMaps that the controller made.</summary>
    public const string CreatedBySparkOperator = "sparkoperator.k8s.io/created-by-spark-operator";

    /// <summary>On pods of a role without a template; nothing selects by it.</summary>
    public const string MutatedBySparkOperator = "sparkoperator.k8s.io/mutated-by-spark-operator";

    /// <summary>The submission that an object belongs to.</summary>
    public const string SubmissionId = "sparkoperator.k8s.io/submission-id";

    /// <summary>On pods that were complete when they were created, so that the pod webhook need not be asked.</summary>
    public const string Rendered = "sparkoperator.k8s.io/rendered";

    /// <summary>Spark's: id of the run.</summary>
    public const string SparkAppSelector = "spark-app-selector";

    /// <summary>Spark's: name of the run as a label's value.</summary>
    public const string SparkAppName = "spark-app-name";

    /// <summary>Spark's: one of <see cref="SparkRoles"/>.</summary>
    public const string SparkRole = "spark-role";

    /// <summary>Spark's: version of Spark.</summary>
    public const string SparkVersion = "spark-version";

    /// <summary>Spark's: number of the executor.</summary>
    public const string SparkExecutorId = "spark-exec-id";

    /// <summary>Spark's: number of the resource profile.</summary>
    public const string SparkResourceProfileId = "spark-exec-resourceprofile-id";

    /// <summary>YuniKorn's: queue of a pod.</summary>
    public const string YuniKornQueue = "queue";

    /// <summary>The scheduler plugins': PodGroup of a pod.</summary>
    public const string SchedulerPluginsPodGroup = "scheduling.x-k8s.io/pod-group";

    /// <summary>Kueue's labels are for the application alone: they are not copied to pods.</summary>
    public const string KueuePrefix = "kueue.x-k8s.io/";

    /// <summary>Prefix of our own labels and annotations.</summary>
    public const string Prefix = "sparkoperator.k8s.io/";

    /// <summary>Value of labels that say that something is so.</summary>
    public const string True = "true";
}

/// <summary>Values of <see cref="Labels.SparkRole"/>.</summary>
public static class SparkRoles
{
    public const string Driver = "driver";
    public const string Executor = "executor";
    public const string ConnectServer = "connect-server";
}
