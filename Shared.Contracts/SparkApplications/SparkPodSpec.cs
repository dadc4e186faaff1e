using System.Text.Json;
using Shared.Contracts.Core;
using Shared.Contracts.Schemas;

namespace Shared.Contracts.SparkApplications;

/// <summary>What the driver's pod and the executors' pods have in common. <c>{role}</c> below stands for <c>driver</c> or <c>executor</c>.</summary>
public abstract record SparkPodSpec : OpenRecord
{
    /// <summary>A pod template for Spark to start from. Needs Spark 3.0 or later. The other members win over it.</summary>
    public PodTemplateSpec? Template { get; init; }

    /// <summary>Task slots. Unit: whole cores. Absent means 1; <c>spark.{role}.cores</c>.</summary>
    [Schema(Minimum = 1)] public int? Cores { get; init; }

    /// <summary>CPU limit, a quantity; <c>spark.kubernetes.{role}.limit.cores</c>. Absent means no limit.</summary>
    public string? CoreLimit { get; init; }

    /// <summary>CPU request where it differs from <see cref="Cores"/>, a quantity; <c>spark.kubernetes.{role}.request.cores</c>.</summary>
    public string? CoreRequest { get; init; }

    /// <summary>Heap in Java's notation, such as <c>512m</c> or <c>4g</c>. Absent means <c>1g</c>; <c>spark.{role}.memory</c>.</summary>
    public string? Memory { get; init; }

    /// <summary>Memory limit of the container where it differs from the request, in Java's notation.</summary>
    public string? MemoryLimit { get; init; }

    /// <summary>Memory outside the heap, in Java's notation; MiB when there is no suffix. <c>spark.{role}.memoryOverhead</c>.</summary>
    public string? MemoryOverhead { get; init; }

    /// <summary>GPUs, as a limit of the Spark container.</summary>
    public GpuSpec? Gpu { get; init; }

    /// <summary>Image of this role. Absent means <see cref="SparkApplicationSpec.Image"/>.</summary>
    public string? Image { get; init; }

    /// <summary>ConfigMaps to mount.</summary>
    public IReadOnlyList<NamePath>? ConfigMaps { get; init; }

    /// <summary>Secrets to mount; <c>spark.kubernetes.{role}.secrets.*</c>, and an environment variable for those whose type Spark's libraries look for.</summary>
    public IReadOnlyList<SecretInfo>? Secrets { get; init; }

    /// <summary>Environment variables, added to those of Spark.</summary>
    public IReadOnlyList<EnvVar>? Env { get; init; }

    /// <summary>Deprecated in favour of <see cref="Env"/>: name to value, through Spark's own properties.</summary>
    public IReadOnlyDictionary<string, string>? EnvVars { get; init; }

    /// <summary>ConfigMaps and Secrets whose keys become environment variables.</summary>
    public IReadOnlyList<EnvFromSource>? EnvFrom { get; init; }

    /// <summary>Deprecated in favour of <see cref="Env"/>: name of the variable to key of a Secret, through <c>spark.kubernetes.{role}.secretKeyRef.*</c>.</summary>
    public IReadOnlyDictionary<string, NameKey>? EnvSecretKeyRefs { get; init; }

    /// <summary>Labels of the pods; they win over those of the application.</summary>
    public IReadOnlyDictionary<string, string>? Labels { get; init; }

    /// <summary>Annotations of the pods.</summary>
    public IReadOnlyDictionary<string, string>? Annotations { get; init; }

    /// <summary>Mounts of the application's volumes in the Spark container.</summary>
    public IReadOnlyList<VolumeMount>? VolumeMounts { get; init; }

    /// <summary>Replaces the pod's affinity. Source: <c>core/v1 Affinity</c>.</summary>
    public JsonElement? Affinity { get; init; }

    /// <summary>Added to the pod's tolerations.</summary>
    public IReadOnlyList<Toleration>? Tolerations { get; init; }

    /// <summary>Replaces the pod's security context.</summary>
    public PodSecurityContext? PodSecurityContext { get; init; }

    /// <summary>Replaces the security context of the Spark container.</summary>
    public SecurityContext? SecurityContext { get; init; }

    /// <summary>Scheduler of the pods; <see cref="SparkApplicationSpec.BatchScheduler"/> wins over it.</summary>
    public string? SchedulerName { get; init; }

    /// <summary>Containers beside the Spark container.</summary>
    public IReadOnlyList<Container>? Sidecars { get; init; }

    /// <summary>Containers that run to their end first.</summary>
    public IReadOnlyList<Container>? InitContainers { get; init; }

    /// <summary>True puts the pods on the node's network, with <c>dnsPolicy: ClusterFirstWithHostNet</c>.</summary>
    public bool? HostNetwork { get; init; }

    /// <summary>Nodes of this role, by label, merged into the pod's. Not together with <see cref="SparkApplicationSpec.NodeSelector"/>.</summary>
    public IReadOnlyDictionary<string, string>? NodeSelector { get; init; }

    /// <summary>Replaces the pod's DNS settings. Source: <c>core/v1 PodDNSConfig</c>.</summary>
    public PodDnsConfig? DnsConfig { get; init; }

    /// <summary>Unit: seconds. Absent means Kubernetes' 30.</summary>
    public long? TerminationGracePeriodSeconds { get; init; }

    /// <summary>Service account of the pods; <c>spark.kubernetes.authenticate.{role}.serviceAccountName</c>.</summary>
    public string? ServiceAccount { get; init; }

    /// <summary>Lines for <c>/etc/hosts</c>.</summary>
    public IReadOnlyList<HostAlias>? HostAliases { get; init; }

    /// <summary>True lets the containers of a pod see each other's processes.</summary>
    public bool? ShareProcessNamespace { get; init; }

    /// <summary>JVM flags; <c>spark.{role}.extraJavaOptions</c>.</summary>
    public string? JavaOptions { get; init; }

    /// <summary>Replaces the hooks of the Spark container. Source: <c>core/v1 Lifecycle</c>.</summary>
    public JsonElement? Lifecycle { get; init; }

    /// <summary>Further ports of the Spark container.</summary>
    public IReadOnlyList<Port>? Ports { get; init; }

    /// <summary>Priority class of the pods.</summary>
    public string? PriorityClassName { get; init; }
}
