using Shared.Contracts.Core;

namespace Shared.Admission.Mutation;

internal static class SetPriorityClass
{
    // The API server has already resolved the default class into the two numbers; it does so again for the new class once they are gone.
    public static Pod Apply(Pod pod, SparkPodContext context) => context.RoleSpec.PriorityClassName is { Length: > 0 } name
        ? pod.WithSpec(spec => spec with { PriorityClassName = name, Priority = null, PreemptionPolicy = null })
        : pod;
}
