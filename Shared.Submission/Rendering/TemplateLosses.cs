using System.Collections.Immutable;
using Shared.Admission.Mutation;
using Shared.Contracts.Core;
using Shared.Contracts.Names;
using Shared.Contracts.SparkApplications;
using Shared.Submission.SparkVersions;

namespace Shared.Submission.Rendering;

/// <summary>
/// Everything in a template that a pod of Spark's does not get as written, measured with all recorded releases. <c>docs/reference/template-survival.md</c> is made from it.
/// </summary>
internal static class TemplateLosses
{
    /// <summary>Values of <see cref="TemplateLoss.When"/>.</summary>
    public const string AgainstSetting = "a setting names another value";

    public const string Decommissioning = "`spark.decommission.enabled` is true";

    private const string SameNameLater = "Spark sets the same variable, or one that it refers to, after the template's";
    private const string GracePeriod = "spark.kubernetes.executor.terminationGracePeriodSeconds";

    /// <summary>Of executors, which the driver makes from their template.</summary>
    public static readonly ImmutableArray<TemplateLoss> OfExecutors =
    [
        .. OfBoth(SparkRole.Executor),
        new("container", "lifecycle", LossRoute.PodWebhook, "`spec.executor.lifecycle`")
        {
            When = Decommissioning,
            Concerns = spec => spec.Executor?.Lifecycle is not null && Conf(spec, "spark.decommission.enabled") is "true"
                ? [LostValue.ForWebhook("spec.executor.lifecycle", "the lifecycle", SparkRole.Executor)]
                : [],
        },
        new("pod", "terminationGracePeriodSeconds", LossRoute.Setting, $"`{GracePeriod}`")
        {
            Since = SparkFeatures.ExecutorGracePeriod,
            Concerns = spec => spec.Executor?.TerminationGracePeriodSeconds is { } seconds ? [LostValue.As(GracePeriod, $"{seconds}s")] : [],
        },
        new("pod", "hostname", LossRoute.None, "the name of the pod"),
    ];

    /// <summary>Of drivers, where a submitter Job makes them; natively nothing gets lost.</summary>
    public static readonly ImmutableArray<TemplateLoss> OfDrivers = [.. OfBoth(SparkRole.Driver)];

    public static ImmutableArray<TemplateLoss> Of(SparkRole role) => role is SparkRole.Driver ? OfDrivers : OfExecutors;

    private static IEnumerable<TemplateLoss> OfBoth(SparkRole role)
    {
        var name = role is SparkRole.Driver ? "driver" : "executor";
        var escalation = $"spark.kubernetes.{name}.securityContext.allowPrivilegeEscalation";
        var scheduler = $"spark.kubernetes.{name}.scheduler.name";
        var selector = $"spark.kubernetes.{name}.node.selector.";
        SparkPodSpec? Pod(SparkApplicationSpec spec) => role is SparkRole.Driver ? spec.Driver : spec.Executor;

        return
        [
            new("container", "resources", LossRoute.PodWebhook, $"`spec.{name}.memoryLimit`: a memory limit other than the request")
            {
                Concerns = spec => Pod(spec)?.MemoryLimit is { Length: > 0 } ? [LostValue.ForWebhook($"spec.{name}.memoryLimit", "the memory limit", role)] : [],
            },
            new("container", "resources", LossRoute.OwnField, $"CPU and memory: `cores`, `coreRequest`, `coreLimit`, `memory`, `memoryOverhead` of `spec.{name}`"),
            new("container", "securityContext", LossRoute.Setting, $"`allowPrivilegeEscalation: true` as `{escalation}`; where it is not given, Spark's own `false` stands")
            {
                Since = SparkFeatures.PrivilegeEscalation,
                Concerns = spec => Pod(spec)?.SecurityContext?.AllowPrivilegeEscalation is true ? [LostValue.As(escalation, "true")] : [],
            },
            new("container", "env", LossRoute.Setting, role is SparkRole.Driver ? "`spark.kubernetes.driverEnv.*`" : "`spark.executorEnv.*`, such as `SPARK_CONF_DIR` of `spec.sparkConfigMap`")
            {
                When = SameNameLater,
                Concerns = spec => EnvironmentLoss.Of(spec, role).Where(value => value.Setting is not null),
            },
            new("container", "env", LossRoute.PodWebhook, $"`SPARK_LOCAL_DIRS`{(role is SparkRole.Driver ? ", `SPARK_CONF_DIR`" : "")} and others that come after that family, and values with `$(NAME)` of such a variable")
            {
                When = SameNameLater,
                Concerns = spec => EnvironmentLoss.Of(spec, role).Where(value => value.Setting is null),
            },
            new("container", "image", LossRoute.OwnField, $"`spec.{name}.image`, `spec.image`"),
            new("container", "imagePullPolicy", LossRoute.OwnField, "`spec.imagePullPolicy`"),
            new("pod", "schedulerName", LossRoute.Setting, $"`{scheduler}`")
            {
                When = AgainstSetting,
                Concerns = spec => Scheduler(spec, Pod(spec)) is { } wanted && (Conf(spec, SparkConfKeys.SchedulerName) ?? Conf(spec, scheduler)) is not null
                    ? [LostValue.As(scheduler, wanted)]
                    : [],
            },
            new("pod", "nodeSelector", LossRoute.Setting, $"`{selector}*`")
            {
                When = AgainstSetting,
                Concerns = spec =>
                    from entry in (Pod(spec)?.NodeSelector).OrEmpty()
                    where spec.NodeSelector.OrEmpty().ContainsKey(entry.Key)
                        || (Conf(spec, SparkConfKeys.NodeSelectorPrefix + entry.Key) ?? Conf(spec, selector + entry.Key)) is not null
                    select LostValue.As(selector + entry.Key, entry.Value),
            },
            new("pod", "serviceAccountName", LossRoute.OwnField, $"`spec.{name}.serviceAccount`") { When = AgainstSetting },
            new("pod", "restartPolicy", LossRoute.None, "`Never`: what failed is started anew"),
            new("metadata", "labels", LossRoute.OwnField, $"`spec.{name}.labels`") { When = AgainstSetting },
            new("metadata", "labels", LossRoute.None, "`spark-role` and the other labels by which Spark finds its pods"),
            new("metadata", "annotations", LossRoute.OwnField, $"`spec.{name}.annotations`") { When = AgainstSetting },
            new("metadata", "name", LossRoute.None, role is SparkRole.Driver ? "`spec.driver.podName`, or named after the application" : "Spark numbers its executors"),
            new("metadata", "namespace", LossRoute.None, "the namespace of the application"),
        ];
    }

    private static string? Conf(SparkApplicationSpec spec, string key) => spec.SparkConf.OrEmpty().GetValueOrDefault(key);

    private static string? Scheduler(SparkApplicationSpec spec, SparkPodSpec? pod) =>
        (spec.BatchScheduler ?? pod?.SchedulerName) is { Length: > 0 } name ? name : null;
}
