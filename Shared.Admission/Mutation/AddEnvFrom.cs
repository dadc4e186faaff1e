using Shared.Contracts.Core;

namespace Shared.Admission.Mutation;

internal static class AddEnvFrom
{
    public static Pod Apply(Pod pod, SparkPodContext context) => context.RoleSpec.EnvFrom.OrEmpty() is { Count: > 0 } wanted
        ? pod.WithTarget(context, container => container with { EnvFrom = container.EnvFrom.Append(wanted) })
        : pod;
}
