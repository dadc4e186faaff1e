using Shared.Contracts.Core;
using Shared.Submission.SparkSubmit;
using Shared.Submission.SparkVersions;

namespace Shared.Submission.Steps;

/// <summary>Hadoop's files, from a ConfigMap that exists or from the submitter's directory. Source: <c>HadoopConfDriverFeatureStep</c>.</summary>
internal static class HadoopConf
{
    private const string Key = "spark.kubernetes.hadoop.configMapName";
    private const string VolumeName = "hadoop-properties";
    private const string DirectoryVariable = "HADOOP_CONF_DIR";

    public static DriverDraft Apply(DriverDraft draft, StepContext context)
    {
        var directory = context.Environment.GetValueOrDefault(DirectoryVariable);
        var configMap = context.Conf.Text(Key);

        if (directory is not null && configMap is not null)
            context.Errors.Add(Key, $"and the variable {DirectoryVariable} cannot both be set.");
        else if (directory is not null && context.Arguments.Files is { } files)
            return WithDirectory(draft, context, files, directory);
        else if (directory is not null)
            context.Errors.NeedsJvm(DirectoryVariable, $"names a directory of the submitter, which is not read here; put the files into a ConfigMap and name it in {Key}.");

        return configMap is null ? draft : WithMap(draft, context, Volume(configMap), configMap);
    }

    internal static EnvVar Variable => new() { Name = DirectoryVariable, Value = "/opt/hadoop/conf" };

    internal static VolumeMount Mount => new() { Name = VolumeName, MountPath = "/opt/hadoop/conf" };

    internal static Volume Volume(string configMap) => new() { Name = VolumeName, ConfigMap = new ConfigMapVolumeSource { Name = configMap } };

    private static DriverDraft WithDirectory(DriverDraft draft, StepContext context, ISubmitterFiles files, string directory)
    {
        var data = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var name in files.NamesIn(directory))
        {
            if (files.Read(SubmitterFile.In(directory, name)) is { } content && SubmitterFile.Text(content) is { } text)
                data[name] = text;
            else
                context.Errors.Add(SubmitterFile.In(directory, name), "is not text, and a ConfigMap takes text only; move the file elsewhere.");
        }

        if (data.TryGetValue("core-site.xml", out var site) && AsksForKerberos(site))
            context.Errors.NeedsJvm(DirectoryVariable, "switches Hadoop's security on, and logging in is what a JVM does.");

        var configMap = $"{context.Names.Prefix}-hadoop-config";
        var volume = Volume(configMap);
        volume = volume with { ConfigMap = volume.ConfigMap! with { Items = [.. data.Keys.Select(name => new KeyToPath { Key = name, Path = name })] } };
        return WithMap(draft, context, volume, configMap).WithCompanion(new Companion.OfConfigMap(
            ConfigMaps.Immutable(new ObjectMeta { Name = configMap }, data, context.Errors, DirectoryVariable)));
    }

    // Good enough to find the one value that changes what is submitted; a false alarm only leads to real spark-submit.
    private static bool AsksForKerberos(string coreSite) =>
        coreSite.Contains("hadoop.security.authentication", StringComparison.Ordinal) && coreSite.Contains("kerberos", StringComparison.OrdinalIgnoreCase);

    private static DriverDraft WithMap(DriverDraft draft, StepContext context, Volume volume, string configMap)
    {
        var mounted = draft.WithVolume(volume, Mount).WithEnv(Variable);
        return context.Release.Has(SparkFeatures.HadoopConfigMapForExecutors)
            ? mounted.WithProperty("spark.kubernetes.executor.hadoopConfigMapName", configMap)
            : mounted;
    }
}
