using Shared.Contracts.Core;

namespace Shared.Admission.Mutation;

internal static class SetSecurityContext
{
    public static Pod Apply(Pod pod, SparkPodContext context) => context.RoleSpec.SecurityContext is { } security
        ? pod.WithTarget(context, container => container with { SecurityContext = security })
        : pod;
}

internal static class SetPodSecurityContext
{
    public static Pod Apply(Pod pod, SparkPodContext context) => context.RoleSpec.PodSecurityContext is { } security
        ? pod.WithSpec(spec => spec with { SecurityContext = security })
        : pod;
}
