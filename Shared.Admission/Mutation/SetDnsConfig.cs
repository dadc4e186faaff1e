using Shared.Contracts.Core;

namespace Shared.Admission.Mutation;

internal static class SetDnsConfig
{
    public static Pod Apply(Pod pod, SparkPodContext context) => context.RoleSpec.DnsConfig is { } config
        ? pod.WithSpec(spec => spec with { DnsConfig = config })
        : pod;
}
