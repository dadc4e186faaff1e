using System.Collections.Immutable;
using Shared.Contracts.Core;

namespace Shared.Admission.Mutation;

/// <summary>All that an application asks of its pods beyond what Spark itself puts there.</summary>
public static class PodMutations
{
    // The order is part of the contract: of two variables or mounts the later wins, and users rely on who comes later.
    public static readonly ImmutableArray<PodMutation> InOrder =
    [
        new("owner-reference", AddOwnerReference.Apply),
        new("env", AddEnv.Apply),
        new("env-from", AddEnvFrom.Apply),
        new("hadoop-config-map", AddHadoopConfigMap.Apply),
        new("spark-config-map", AddSparkConfigMap.Apply),
        new("config-maps", AddConfigMaps.Apply),
        new("volumes", AddVolumes.Apply),
        new("ports", AddPorts.Apply),
        new("host-network", SetHostNetwork.Apply),
        new("host-aliases", AddHostAliases.Apply),
        new("init-containers", AddInitContainers.Apply),
        new("sidecars", AddSidecars.Apply),
        new("dns-config", SetDnsConfig.Apply),
        new("priority-class", SetPriorityClass.Apply),
        new("scheduler", SetScheduler.Apply),
        new("node-selector", AddNodeSelector.Apply),
        new("affinity", SetAffinity.Apply),
        new("tolerations", AddTolerations.Apply),
        new("memory-limit", SetMemoryLimit.Apply),
        new("gpu-limit", SetGpuLimit.Apply),
        new("prometheus", AddPrometheus.Apply),
        new("security-context", SetSecurityContext.Apply),
        new("pod-security-context", SetPodSecurityContext.Apply),
        new("grace-period", SetGracePeriod.Apply),
        new("lifecycle", SetLifecycle.Apply),
        new("process-namespace", SetProcessNamespace.Apply),
    ];

    /// <summary>The pod with all that the application asks for.</summary>
    /// <exception cref="PodRefusedException">The two cannot go together; says why.</exception>
    public static Pod Apply(Pod pod, SparkPodContext context)
    {
        // Asked first, so that a pod without containers is refused whatever the application wants.
        _ = context.TargetIndex(pod.Spec ?? new PodSpec());
        return InOrder.Aggregate(pod, (current, mutation) => mutation.Apply(current, context));
    }

    /// <summary>The same for the template that a driver makes its executors from.</summary>
    /// <exception cref="PodRefusedException">The two cannot go together; says why.</exception>
    public static PodTemplateSpec Apply(PodTemplateSpec template, SparkPodContext context)
    {
        var pod = Apply(new Pod { Metadata = template.Metadata, Spec = template.Spec }, context);
        return template with { Metadata = pod.Metadata, Spec = pod.Spec };
    }
}
