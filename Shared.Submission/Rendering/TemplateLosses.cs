using System.Collections.Immutable;
using Shared.Contracts.Core;
using Shared.Contracts.Names;
using Shared.Contracts.SparkApplications;
using Shared.Submission.SparkVersions;

namespace Shared.Submission.Rendering;

/// <summary>
/// Everything in a template that an executor does not get as written, measured with all recorded releases. <c>docs/reference/template-survival.md</c> is made from it.
/// </summary>
internal static class TemplateLosses
{
    /// <summary>Values of <see cref="TemplateLoss.When"/>.</summary>
    public const string AgainstSetting = "a setting names another value";

    public const string Decommissioning = "`spark.decommission.enabled` is true";

    private const string SameNameLater = "Spark sets the same variable, or one that it refers to, after the template's";
    private const string GracePeriod = "spark.kubernetes.executor.terminationGracePeriodSeconds";
    private const string Escalation = "spark.kubernetes.executor.securityContext.allowPrivilegeEscalation";

    public static readonly ImmutableArray<TemplateLoss> All =
    [
        new("container", "resources", LossRoute.PodWebhook, "`spec.executor.memoryLimit`: a memory limit other than the request")
        {
            Concerns = spec => spec.Executor?.MemoryLimit is { Length: > 0 } ? [LostValue.ForWebhook("spec.executor.memoryLimit", "the memory limit")] : [],
        },
        new("container", "resources", LossRoute.OwnField, "CPU and memory: `cores`, `coreRequest`, `coreLimit`, `memory`, `memoryOverhead` of `spec.executor`"),
        new("container", "lifecycle", LossRoute.PodWebhook, "`spec.executor.lifecycle`")
        {
            When = Decommissioning,
            Concerns = spec => spec.Executor?.Lifecycle is not null && Conf(spec, "spark.decommission.enabled") is "true"
                ? [LostValue.ForWebhook("spec.executor.lifecycle", "the lifecycle")]
                : [],
        },
        new("container", "securityContext", LossRoute.Setting, $"`allowPrivilegeEscalation: true` as `{Escalation}`; where it is not given, Spark's own `false` stands")
        {
            Since = SparkFeatures.PrivilegeEscalation,
            Concerns = spec => spec.Executor?.SecurityContext?.AllowPrivilegeEscalation is true ? [LostValue.As(Escalation, "true")] : [],
        },
        new("container", "env", LossRoute.Setting, "`spark.executorEnv.*`, such as `SPARK_CONF_DIR` of `spec.sparkConfigMap`")
        {
            When = SameNameLater,
            Concerns = spec => EnvironmentLoss.Of(spec).Where(value => value.Setting is not null),
        },
        new("container", "env", LossRoute.PodWebhook, "`SPARK_LOCAL_DIRS` and others that come after `spark.executorEnv.*`, and values with `$(NAME)` of such a variable")
        {
            When = SameNameLater,
            Concerns = spec => EnvironmentLoss.Of(spec).Where(value => value.Setting is null),
        },
        new("container", "image", LossRoute.OwnField, "`spec.executor.image`, `spec.image`"),
        new("container", "imagePullPolicy", LossRoute.OwnField, "`spec.imagePullPolicy`"),
        new("pod", "terminationGracePeriodSeconds", LossRoute.Setting, $"`{GracePeriod}`")
        {
            Since = SparkFeatures.ExecutorGracePeriod,
            Concerns = spec => spec.Executor?.TerminationGracePeriodSeconds is { } seconds ? [LostValue.As(GracePeriod, $"{seconds}s")] : [],
        },
        new("pod", "schedulerName", LossRoute.Setting, $"`{SparkConfKeys.ExecutorSchedulerName}`")
        {
            When = AgainstSetting,
            Concerns = spec => Scheduler(spec) is { } name && (Conf(spec, SparkConfKeys.SchedulerName) ?? Conf(spec, SparkConfKeys.ExecutorSchedulerName)) is not null
                ? [LostValue.As(SparkConfKeys.ExecutorSchedulerName, name)]
                : [],
        },
        new("pod", "nodeSelector", LossRoute.Setting, $"`{SparkConfKeys.ExecutorNodeSelectorPrefix}*`")
        {
            When = AgainstSetting,
            Concerns = spec =>
                from entry in (spec.Executor?.NodeSelector).OrEmpty()
                where spec.NodeSelector.OrEmpty().ContainsKey(entry.Key)
                    || (Conf(spec, SparkConfKeys.NodeSelectorPrefix + entry.Key) ?? Conf(spec, SparkConfKeys.ExecutorNodeSelectorPrefix + entry.Key)) is not null
                select LostValue.As(SparkConfKeys.ExecutorNodeSelectorPrefix + entry.Key, entry.Value),
        },
        new("pod", "serviceAccountName", LossRoute.OwnField, "`spec.executor.serviceAccount`") { When = AgainstSetting },
        new("pod", "hostname", LossRoute.None, "the name of the pod"),
        new("pod", "restartPolicy", LossRoute.None, "`Never`: Spark starts another executor instead"),
        new("metadata", "labels", LossRoute.OwnField, "`spec.executor.labels`") { When = AgainstSetting },
        new("metadata", "labels", LossRoute.None, "`spark-role` and the other labels by which Spark finds its pods"),
        new("metadata", "annotations", LossRoute.OwnField, "`spec.executor.annotations`") { When = AgainstSetting },
        new("metadata", "name", LossRoute.None, "Spark numbers its executors"),
        new("metadata", "namespace", LossRoute.None, "the namespace of the application"),
    ];

    private static string? Conf(SparkApplicationSpec spec, string key) => spec.SparkConf.OrEmpty().GetValueOrDefault(key);

    private static string? Scheduler(SparkApplicationSpec spec) =>
        (spec.BatchScheduler ?? spec.Executor?.SchedulerName) is { Length: > 0 } name ? name : null;
}
