using Shared.Contracts.Core;
using Shared.Contracts.Names;

namespace Shared.Admission.Mutation;

internal static class AddHadoopConfigMap
{
    public static Pod Apply(Pod pod, SparkPodContext context) => context.Spec.HadoopConfigMap is { } name
        ? AddEnv.Append(
            MountConfigMap.Apply(pod, context, name, MountedFiles.HadoopConfVolume, MountedFiles.HadoopConfDir, "spec.hadoopConfigMap"),
            context,
            [new EnvVar { Name = EnvironmentVariables.HadoopConfDir, Value = MountedFiles.HadoopConfDir }])
        : pod;
}
