using Shared.Contracts.Core;

namespace Shared.Admission.Mutation;

internal static class SetProcessNamespace
{
    public static Pod Apply(Pod pod, SparkPodContext context) => context.RoleSpec.ShareProcessNamespace is true
        ? pod.WithSpec(spec => spec with { ShareProcessNamespace = true })
        : pod;
}
