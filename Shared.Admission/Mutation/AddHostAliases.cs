using Shared.Contracts.Core;

namespace Shared.Admission.Mutation;

internal static class AddHostAliases
{
    public static Pod Apply(Pod pod, SparkPodContext context) => context.RoleSpec.HostAliases.OrEmpty() is { Count: > 0 } wanted
        ? pod.WithSpec(spec => spec with { HostAliases = spec.HostAliases.Append(wanted, alias => alias.Ip) })
        : pod;
}
