using Shared.Contracts.Core;

namespace Shared.Admission.Mutation;

internal static class AddPorts
{
    public static Pod Apply(Pod pod, SparkPodContext context) => Append(
        pod,
        context,
        [.. context.RoleSpec.Ports.OrEmpty().Select(port => new ContainerPort { Name = port.Name, ContainerPortNumber = port.ContainerPort, Protocol = port.Protocol })],
        $"{context.RolePath}.ports");

    // Kubernetes wants names to be unique; one number under two names is allowed, and Spark's own ports are often named again.
    public static Pod Append(Pod pod, SparkPodContext context, IReadOnlyList<ContainerPort> ports, string origin) => ports.Count == 0
        ? pod
        : pod.WithTarget(context, container => container with { Ports = container.Ports.AppendUnique(ports, port => port.Name, "port", origin) });
}
