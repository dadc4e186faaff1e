using FluentValidation;
using Shared.Contracts.Core;
using Shared.Contracts.SparkApplications;

namespace Shared.Admission.Validation;

/// <summary>The application's volumes, and the mounts of its roles that refer to them.</summary>
internal static class VolumeListRules
{
    public static void Judge(SparkApplicationSpec spec, ValidationContext<SparkApplicationSpec> context)
    {
        var known = new HashSet<string?>(StringComparer.Ordinal);
        foreach (var (index, volume) in spec.Volumes.OrEmpty().Index())
        {
            QuantityRules.Judge(context, $"volumes[{index}].emptyDir.sizeLimit", volume.EmptyDir?.SizeLimit);
            if (!known.Add(volume.Name))
                context.Warn($"volumes[{index}].name", ErrorCodes.Duplicate, $"volume '{volume.Name}' is defined twice and the last one counts; remove the other");
            else if (!KubernetesNames.IsDns1123Label(volume.Name ?? ""))
                context.Warn($"volumes[{index}].name", ErrorCodes.InvalidName, $"'{volume.Name}' is not a name for a volume, so the pod is refused; write at most 63 lower-case letters, digits and '-'");
        }

        WarnOfUnknown("driver", spec.Driver);
        WarnOfUnknown("executor", spec.Executor);
        WarnOfUnmounted();

        void WarnOfUnknown(string role, SparkPodSpec? pod)
        {
            foreach (var (index, mount) in (pod?.VolumeMounts).OrEmpty().Index().Where(entry => !known.Contains(entry.Item.Name)))
                context.Warn($"{role}.volumeMounts[{index}].name", ErrorCodes.NoEffect, $"no volume '{mount.Name}' in spec.volumes; the mount is left out");
        }

        // Volumes come to a pod with the mounts of its Spark container alone.
        void WarnOfUnmounted()
        {
            var mounted = new SparkPodSpec?[] { spec.Driver, spec.Executor }.SelectMany(pod => (pod?.VolumeMounts).OrEmpty()).Select(mount => mount.Name).ToHashSet(StringComparer.Ordinal);
            foreach (var (index, volume) in spec.Volumes.OrEmpty().Index().Where(entry => !mounted.Contains(entry.Item.Name)))
                context.Warn($"volumes[{index}].name", ErrorCodes.NoEffect, $"neither driver nor executor mounts volume '{volume.Name}', so no pod gets it; mount it or remove it");
        }
    }
}
