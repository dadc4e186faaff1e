using Shared.Contracts.Core;
using Shared.Contracts.Names;

namespace Shared.Admission.Mutation;

/// <summary>Adds the volumes that the role mounts, and the mounts. Scratch volumes are left to Spark.</summary>
internal static class AddVolumes
{
    public static Pod Apply(Pod pod, SparkPodContext context)
    {
        // Of two definitions with one name the last counts.
        var defined = new Dictionary<string, Volume>(StringComparer.Ordinal);
        foreach (var volume in context.Spec.Volumes.OrEmpty())
            defined[volume.Name ?? ""] = volume;

        var mounts = context.RoleSpec.VolumeMounts.OrEmpty()
            .Where(mount => !(mount.Name ?? "").StartsWith(MountedFiles.LocalDirVolumePrefix, StringComparison.Ordinal) && defined.ContainsKey(mount.Name ?? ""))
            .ToArray();
        if (mounts.Length == 0)
            return pod;

        var volumes = mounts.Select(mount => mount.Name ?? "").Distinct().Select(name => defined[name]).ToArray();
        return pod
            .WithSpec(spec => spec with { Volumes = spec.Volumes.AppendUnique(volumes, volume => volume.Name, "volume", "spec.volumes") })
            .WithTarget(context, container => container with
            {
                VolumeMounts = container.VolumeMounts.AppendUnique(mounts, mount => mount.MountPath, "mount", $"{context.RolePath}.volumeMounts"),
            });
    }
}
