using System.Text;
using Shared.Contracts.Core;
using Shared.Contracts.Names;
using Shared.Submission.Rendering;

namespace Shared.Submission.Steps;

/// <summary>After the steps: the properties become a ConfigMap, and the main container joins the pod. Source: <c>KubernetesClientUtils</c>, <c>Client.run</c>.</summary>
internal static class DriverAssembly
{
    private const string ConfDirectory = "/opt/spark/conf";
    private const string PropertiesFile = "spark.properties";
    private const string VolumeName = "spark-conf-volume-driver";
    private const int ReadableByAll = 420;

    /// <summary>What etcd lets an object hold, and Spark's default of <c>spark.kubernetes.configMap.maxSize</c>. Unit: bytes.</summary>
    private const int ConfigMapLimit = 1 << 20;

    public static SparkObjects Finish(DriverDraft draft, StepContext context)
    {
        var properties = Properties(context.Conf.Settings, draft.Added);
        var configMap = ConfigMapOf(properties, context);

        draft = draft
            .WithVolume(
                new Volume
                {
                    Name = VolumeName,
                    ConfigMap = new ConfigMapVolumeSource
                    {
                        Name = context.Names.DriverConfigMap,
                        Items = [new KeyToPath { Key = PropertiesFile, Path = PropertiesFile, Mode = ReadableByAll }],
                    },
                },
                new VolumeMount { Name = VolumeName, MountPath = ConfDirectory })
            .WithEnv(new EnvVar { Name = "SPARK_CONF_DIR", Value = ConfDirectory })
            .WithCompanion(new Companion.OfConfigMap(configMap));

        return new SparkObjects(
            context.Identity.ApplicationId, context.Namespace, PodOf(draft, context), draft.Companions, ExecutorTemplateConfigMap.File(context),
            properties, draft.Added);
    }

    private static SortedDictionary<string, string> Properties(IReadOnlyDictionary<string, string> settings, IEnumerable<KeyValuePair<string, string>> added)
    {
        var merged = new Dictionary<string, string>(settings, StringComparer.Ordinal);
        foreach (var (key, value) in added)
            merged[key] = value;
        return new SortedDictionary<string, string>(merged, StringComparer.Ordinal);
    }

    private static Pod PodOf(DriverDraft draft, StepContext context) => draft.Pod with
    {
        Metadata = draft.Pod.Metadata! with
        {
            // The client sends an object to the namespace of the settings whatever its template says.
            Namespace = draft.Pod.Metadata.Namespace is null ? null : context.Namespace,
        },
        Spec = draft.Pod.Spec! with { Containers = [.. draft.Pod.Spec.Containers.OrEmpty(), draft.Main] },
    };

    private static ConfigMap ConfigMapOf(SortedDictionary<string, string> properties, StepContext context)
    {
        var name = context.Names.DriverConfigMap;
        var text = JavaProperties.Write(
            properties, $"Java properties built from Kubernetes config map with name: {name}", context.Identity.SubmittedAt);

        if (Encoding.UTF8.GetByteCount(text) is var bytes and > ConfigMapLimit)
            context.Errors.Add("spec.sparkConf", $"makes {bytes} bytes of {PropertiesFile}, more than the {ConfigMapLimit} bytes of a ConfigMap; move large values into a file of the image.");

        return new ConfigMap
        {
            ApiVersion = "v1",
            Kind = "ConfigMap",
            Metadata = new ObjectMeta { Name = name, Namespace = context.Namespace },
            Immutable = true,
            Data = new SortedDictionary<string, string>(StringComparer.Ordinal)
            {
                [PropertiesFile] = text,
                [SparkConfKeys.Namespace] = context.Namespace,
            },
        };
    }
}
