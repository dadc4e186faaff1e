using Shared.Contracts.Core;
using Shared.Contracts.Names;
using Shared.Submission.SparkVersions;

namespace Shared.Submission.Steps;

/// <summary>Image, resources, ports, names, labels and annotations of the driver. Source: <c>BasicDriverFeatureStep</c>.</summary>
internal static class BasicDriver
{
    public static DriverDraft Apply(DriverDraft draft, StepContext context)
    {
        var conf = context.Conf;
        var memory = DriverMemory.Of(context);

        return draft with
        {
            Main = draft.Main with
            {
                Name = draft.Main.Name ?? "spark-kubernetes-driver",
                Image = PodImage.Of(context, SparkConfKeys.DriverContainerImage),
                ImagePullPolicy = PodImage.PullPolicy(context),
                Ports = [.. draft.Main.Ports.OrEmpty(), .. DriverPorts.OfContainer(context)],
                Env = [.. draft.Main.Env.OrEmpty(), .. Environment(context)],
                Resources = PodResources.Of(draft.Main.Resources, context, "driver", $"{memory.ContainerMiB}Mi", conf.Integer(SparkConfKeys.DriverCores) ?? 1),
                SecurityContext = PodSecurity.Of(draft.Main.SecurityContext, context, "driver"),
            },
            Pod = draft.Pod with
            {
                Metadata = draft.Pod.Metadata! with
                {
                    Name = context.DriverPodName,
                    Labels = Maps.Merge(draft.Pod.Metadata.Labels, PodLabels.OfDriver(context)),
                    Annotations = Maps.Merge(draft.Pod.Metadata.Annotations, PodLabels.Annotations(context, "driver")),
                },
                Spec = draft.Pod.Spec! with
                {
                    RestartPolicy = "Never",
                    NodeSelector = Maps.Merge(
                        draft.Pod.Spec.NodeSelector,
                        conf.WithPrefix(SparkConfKeys.NodeSelectorPrefix).Concat(conf.WithPrefix(SparkConfKeys.DriverNodeSelectorPrefix))),
                    ImagePullSecrets = Maps.NullIfEmpty([.. draft.Pod.Spec.ImagePullSecrets.OrEmpty(), .. PodImage.PullSecrets(context)]),
                    SchedulerName = conf.Text(SparkConfKeys.DriverSchedulerName) ?? conf.Text(SparkConfKeys.SchedulerName) ?? draft.Pod.Spec.SchedulerName,
                },
            },
            Added = draft.Added.SetItems(
            [
                new(SparkConfKeys.DriverPodName, context.DriverPodName),
                new(SparkConfKeys.AppId, context.Identity.ApplicationId),
                new(SparkConfKeys.SubmitInDriver, "true"),
                new(SparkConfKeys.MemoryOverheadFactor, JavaText.Of(memory.CommonFactor)),
            ]),
        };
    }

    private static IEnumerable<EnvVar> Environment(StepContext context) =>
    [
        new EnvVar { Name = "SPARK_USER", Value = SparkUser(context) },
        new EnvVar { Name = "SPARK_APPLICATION_ID", Value = context.Identity.ApplicationId },
        .. context.Conf.WithPrefix(SparkConfKeys.DriverEnvPrefix).Select(variable => new EnvVar { Name = variable.Key, Value = variable.Value }),
        new EnvVar
        {
            Name = "SPARK_DRIVER_BIND_ADDRESS",
            ValueFrom = new EnvVarSource { FieldRef = new ObjectFieldSelector { ApiVersion = "v1", FieldPath = "status.podIP" } },
        },
    ];

    private static string SparkUser(StepContext context) =>
        context.Application.ProxyUser is { } proxyUser && context.Release.Has(SparkFeatures.ProxyUserIsSparkUser)
            ? proxyUser
            : context.Environment.GetValueOrDefault("SPARK_USER") ?? context.Application.ProxyUser ?? context.Arguments.User;
}
