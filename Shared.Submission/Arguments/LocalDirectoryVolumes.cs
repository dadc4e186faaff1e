using Shared.Contracts.Core;
using Shared.Contracts.Names;

namespace Shared.Submission.Arguments;

/// <summary>Mounts named <c>spark-local-dir-*</c> are Spark's scratch space; all others are left to the pod mutations.</summary>
internal static class LocalDirectoryVolumes
{
    public static IEnumerable<KeyValuePair<string, string>> Of(ArgumentContext context, Role role)
    {
        foreach (var mount in role.Spec.VolumeMounts.OrEmpty().Where(mount => IsLocalDirectory(mount.Name)))
        {
            var volume = context.Spec.Volumes.OrEmpty().LastOrDefault(volume => volume.Name == mount.Name);
            if (volume is null)
            {
                context.Errors.Add($"spec.{role.Name}.volumeMounts", $"'{mount.Name}' is not among spec.volumes; add it there.");
                continue;
            }

            if (Options(volume) is not { } source)
            {
                context.Errors.Add("spec.volumes", $"'{volume.Name}' cannot be a local directory: Spark takes emptyDir, hostPath, nfs and persistentVolumeClaim.");
                continue;
            }

            var at = role.Kubernetes($"volumes.{source.Type}.{volume.Name}.");
            foreach (var option in Mount(mount).Concat(source.Options))
                yield return new(at + option.Key, option.Value);
        }
    }

    private static bool IsLocalDirectory(string? name) => name?.StartsWith(MountedFiles.LocalDirVolumePrefix, StringComparison.Ordinal) is true;

    private static IEnumerable<KeyValuePair<string, string>> Mount(VolumeMount mount) =>
    [
        .. Pairs.Of("mount.path", mount.MountPath),
        .. Pairs.Of("mount.subPath", mount.SubPath),
        .. mount.ReadOnly is true ? Pairs.Of("mount.readOnly", true) : [],
    ];

    private static (string Type, IEnumerable<KeyValuePair<string, string>> Options)? Options(Volume volume) => volume switch
    {
        { EmptyDir: { } emptyDir } => ("emptyDir",
        [
            .. Pairs.Of("options.sizeLimit", emptyDir.SizeLimit is { } limit ? CanonicalQuantity.Of(limit) : null),
            .. Pairs.Of("options.medium", emptyDir.Medium),
        ]),
        { HostPath: { } hostPath } => ("hostPath",
        [
            .. Pairs.Given("options.path", hostPath.Path ?? ""),
            .. Pairs.Given("options.type", hostPath.Type),
        ]),
        { Nfs: { } nfs } => ("nfs",
        [
            .. Pairs.Given("options.path", nfs.Path ?? ""),
            .. Pairs.Given("options.server", nfs.Server ?? ""),
            .. nfs.ReadOnly is true ? Pairs.Of("options.readOnly", true) : [],
        ]),
        { PersistentVolumeClaim: { } claim } => ("persistentVolumeClaim",
        [
            .. Pairs.Given("options.claimName", claim.ClaimName ?? ""),
            .. claim.ReadOnly is true ? Pairs.Of("options.readOnly", true) : [],
        ]),
        _ => null,
    };
}
