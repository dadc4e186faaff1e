using Shared.Contracts.Core;

namespace Shared.Admission.Mutation;

/// <summary>A ConfigMap as a read-only folder of the Spark container.</summary>
internal static class MountConfigMap
{
    public static Pod Apply(Pod pod, SparkPodContext context, string configMap, string volume, string mountPath, string origin) => pod
        .WithSpec(spec => spec with
        {
            Volumes = spec.Volumes.AppendUnique(
                [new Volume { Name = volume, ConfigMap = new ConfigMapVolumeSource { Name = configMap } }], entry => entry.Name, "volume", origin),
        })
        .WithTarget(context, container => container with
        {
            VolumeMounts = container.VolumeMounts.AppendUnique(
                [new VolumeMount { Name = volume, MountPath = mountPath, ReadOnly = true }], entry => entry.MountPath, "mount", origin),
        });
}
