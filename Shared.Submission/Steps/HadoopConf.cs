using Shared.Contracts.Core;
using Shared.Submission.SparkVersions;

namespace Shared.Submission.Steps;

/// <summary>Hadoop's files from a ConfigMap that exists. Source: <c>HadoopConfDriverFeatureStep</c>.</summary>
internal static class HadoopConf
{
    private const string Key = "spark.kubernetes.hadoop.configMapName";

    public static DriverDraft Apply(DriverDraft draft, StepContext context)
    {
        const string directory = "HADOOP_CONF_DIR";
        if (context.Environment.ContainsKey(directory))
            context.Errors.NeedsJvm(directory, $"names a directory of the submitter, which is not read here; put the files into a ConfigMap and name it in {Key}.");

        if (context.Conf.Text(Key) is not { } configMap)
            return draft;

        var mounted = draft.WithVolume(Volume(configMap), Mount).WithEnv(Variable);
        return context.Release.Has(SparkFeatures.HadoopConfigMapForExecutors)
            ? mounted.WithProperty("spark.kubernetes.executor.hadoopConfigMapName", configMap)
            : mounted;
    }

    internal static EnvVar Variable => new() { Name = "HADOOP_CONF_DIR", Value = "/opt/hadoop/conf" };

    internal static VolumeMount Mount => new() { Name = "hadoop-properties", MountPath = "/opt/hadoop/conf" };

    internal static Volume Volume(string configMap) => new() { Name = "hadoop-properties", ConfigMap = new ConfigMapVolumeSource { Name = configMap } };
}
