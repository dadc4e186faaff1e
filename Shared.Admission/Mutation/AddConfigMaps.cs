using Shared.Contracts.Core;

namespace Shared.Admission.Mutation;

internal static class AddConfigMaps
{
    public static Pod Apply(Pod pod, SparkPodContext context) => context.RoleSpec.ConfigMaps.OrEmpty().Aggregate(
        pod,
        (current, configMap) => MountConfigMap.Apply(
            current,
            context,
            configMap.Name ?? "",
            VolumeNames.OfConfigMap(configMap.Name ?? ""),
            configMap.Path ?? "",
            $"{context.RolePath}.configMaps"));
}
