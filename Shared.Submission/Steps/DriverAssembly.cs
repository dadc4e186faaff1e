using Shared.Contracts.Core;
using Shared.Contracts.Names;
using Shared.Submission.Rendering;
using Shared.Submission.SparkSubmit;

namespace Shared.Submission.Steps;

/// <summary>After the steps: the properties become a ConfigMap, and the main container joins the pod. Source: <c>KubernetesClientUtils</c>, <c>Client.run</c>.</summary>
internal static class DriverAssembly
{
    private const string Directory = "/opt/spark/conf";
    private const string PropertiesFile = "spark.properties";
    private const string VolumeName = "spark-conf-volume-driver";
    private const int ReadableByAll = 420;

    public static SparkObjects Finish(DriverDraft draft, StepContext context)
    {
        var properties = Properties(context.Conf.Settings, draft.Added);
        var files = ConfDirectory.Load(
            context.Arguments.Files, context.Environment.GetValueOrDefault(ConfDirectory.Variable), context.Conf.Bytes(ConfDirectory.SizeKey) ?? ConfDirectory.LargestConfigMap);
        var configMap = ConfigMapOf(properties, files, context);

        draft = draft
            .WithVolume(
                new Volume
                {
                    Name = VolumeName,
                    ConfigMap = new ConfigMapVolumeSource
                    {
                        Name = context.Names.DriverConfigMap,
                        Items = [.. Items(files.Keys.Append(PropertiesFile))],
                    },
                },
                new VolumeMount { Name = VolumeName, MountPath = Directory })
            .WithEnv(new EnvVar { Name = "SPARK_CONF_DIR", Value = Directory })
            .WithCompanion(new Companion.OfConfigMap(configMap));

        return new SparkObjects(
            context.Identity.ApplicationId, context.Namespace, PodOf(draft, context), draft.Companions, ExecutorTemplateConfigMap.File(context),
            properties, draft.Added, [.. files.Keys]);
    }

    /// <summary>Files of a configuration directory in its volume.</summary>
    internal static IEnumerable<KeyToPath> Items(IEnumerable<string> files) =>
        files.Order(StringComparer.Ordinal).Select(file => new KeyToPath { Key = file, Path = file, Mode = ReadableByAll });

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

    private static ConfigMap ConfigMapOf(SortedDictionary<string, string> properties, SortedDictionary<string, string> files, StepContext context)
    {
        var name = context.Names.DriverConfigMap;
        var text = JavaProperties.Write(
            properties, $"Java properties built from Kubernetes config map with name: {name}", context.Identity.SubmittedAt);

        return ConfigMaps.Immutable(
            new ObjectMeta { Name = name, Namespace = context.Namespace },
            new SortedDictionary<string, string>(files, StringComparer.Ordinal)
            {
                [PropertiesFile] = text,
                [SparkConfKeys.Namespace] = context.Namespace,
            },
            context.Errors,
            "spec.sparkConf");
    }
}
