using Shared.Contracts.Core;
using Shared.Contracts.Names;

namespace Shared.Admission.Mutation;

internal static class AddSparkConfigMap
{
    // Spark sets SPARK_CONF_DIR itself; the later entry, ours, is the one that counts.
    public static Pod Apply(Pod pod, SparkPodContext context) => context.Spec.SparkConfigMap is { } name
        ? AddEnv.Append(
            MountConfigMap.Apply(pod, context, name, MountedFiles.SparkConfVolume, MountedFiles.SparkConfDir, "spec.sparkConfigMap"),
            context,
            [new EnvVar { Name = EnvironmentVariables.SparkConfDir, Value = MountedFiles.SparkConfDir }])
        : pod;
}
