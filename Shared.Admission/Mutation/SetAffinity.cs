using Shared.Contracts.Core;

namespace Shared.Admission.Mutation;

internal static class SetAffinity
{
    public static Pod Apply(Pod pod, SparkPodContext context) => context.RoleSpec.Affinity is { } affinity
        ? pod.WithSpec(spec => spec with { Affinity = affinity })
        : pod;
}
