using Shared.Contracts.Core;

namespace Shared.Admission.Mutation;

internal static class SetHostNetwork
{
    // Without this policy a pod on the node's network could not resolve the names of Services, and executors could not find their driver.
    private const string DnsPolicy = "ClusterFirstWithHostNet";

    public static Pod Apply(Pod pod, SparkPodContext context) => context.RoleSpec.HostNetwork is true
        ? pod.WithSpec(spec => spec with { HostNetwork = true, DnsPolicy = DnsPolicy })
        : pod;
}
