using Shared.Admission.Mutation;
using Shared.Contracts.Core;

namespace Shared.Admission.Tests.Mutation;

/// <summary>
/// Where we are right and the reference was not: it appended what was there already, and the API server refused the pod. Equal ports are
/// declared once; two volumes of one name or two mounts at one path are refused with both origins. It judges what came out, not which case it was.
/// </summary>
internal static class RecordedCorrections
{
    /// <summary>What we give instead; the recording itself when there is nothing to correct, null when we refuse.</summary>
    public static Pod? Of(Pod recorded)
    {
        var mounted = recorded.Spec!.Containers!.SelectMany(container => container.VolumeMounts.OrEmpty()).Select(mount => mount.Name).ToHashSet();
        if (HasTwo(recorded.Spec.Volumes.OrEmpty().Where(volume => mounted.Contains(volume.Name) && !volume.Name!.StartsWith("spark-", StringComparison.Ordinal)), volume => volume.Name)
            || recorded.Spec.Containers!.Any(container => HasTwo(container.VolumeMounts.OrEmpty(), mount => mount.MountPath)))
            return null;

        if (!recorded.Spec.Containers!.Any(container => HasTwo(container.Ports.OrEmpty(), port => port.Name)))
            return recorded;
        return recorded with
        {
            Spec = recorded.Spec with
            {
                Containers = [.. recorded.Spec.Containers!.Select(container => container with { Ports = Once(container.Ports.OrEmpty()) })],
            },
        };
    }

    private static bool HasTwo<T>(IEnumerable<T> entries, Func<T, string?> key) => entries.GroupBy(key).Any(group => group.Count() > 1);

    private static ContainerPort[] Once(IReadOnlyList<ContainerPort> ports) =>
        [.. ports.Where((port, index) => !ports.Take(index).Any(earlier => ApiEquality.AreEqual(earlier, port)))];
}
