using Shared.Contracts.Core;

namespace Shared.Admission.Mutation;

internal static class AddTolerations
{
    public static Pod Apply(Pod pod, SparkPodContext context) => context.RoleSpec.Tolerations.OrEmpty() is { Count: > 0 } wanted
        ? pod.WithSpec(spec => spec with { Tolerations = spec.Tolerations.Append(wanted, toleration => toleration.Key) })
        : pod;
}
