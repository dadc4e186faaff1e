using Shared.Contracts.Core;

namespace Shared.Admission.Mutation;

internal static class SetLifecycle
{
    public static Pod Apply(Pod pod, SparkPodContext context) => context.RoleSpec.Lifecycle is { } lifecycle
        ? pod.WithTarget(context, container => container with { Lifecycle = lifecycle })
        : pod;
}
