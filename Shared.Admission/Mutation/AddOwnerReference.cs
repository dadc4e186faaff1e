using Shared.Contracts.Core;
using Shared.Contracts.SparkApplications;

namespace Shared.Admission.Mutation;

internal static class AddOwnerReference
{
    // Only the driver here: Spark itself makes the driver the owner of each executor.
    public static Pod Apply(Pod pod, SparkPodContext context) => context.Role is SparkRole.Driver
        ? pod with
        {
            Metadata = (pod.Metadata ?? new ObjectMeta()) with
            {
                OwnerReferences = (pod.Metadata?.OwnerReferences).Append(context.App.ToControllerReferences()),
            },
        }
        : pod;
}
