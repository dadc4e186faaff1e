using Shared.Contracts.Core;

namespace Shared.Admission.Mutation;

internal static class SetGracePeriod
{
    public static Pod Apply(Pod pod, SparkPodContext context) => context.RoleSpec.TerminationGracePeriodSeconds is { } seconds
        ? pod.WithSpec(spec => spec with { TerminationGracePeriodSeconds = seconds })
        : pod;
}
