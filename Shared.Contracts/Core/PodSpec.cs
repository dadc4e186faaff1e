using System.Text.Json;

namespace Shared.Contracts.Core;

/// <summary>Source: <c>core/v1 PodSpec</c>. What no rule here reads or writes is kept as JSON or passes through.</summary>
public sealed record PodSpec : OpenRecord
{
    public IReadOnlyList<Container>? Containers { get; init; }
    public IReadOnlyList<Container>? InitContainers { get; init; }
    public IReadOnlyList<Volume>? Volumes { get; init; }
    public IReadOnlyDictionary<string, string>? NodeSelector { get; init; }
    public string? NodeName { get; init; }
    public JsonElement? Affinity { get; init; }
    public IReadOnlyList<Toleration>? Tolerations { get; init; }
    public IReadOnlyList<HostAlias>? HostAliases { get; init; }
    public bool? HostNetwork { get; init; }
    public bool? HostPID { get; init; }
    public bool? HostIPC { get; init; }
    public string? Hostname { get; init; }
    public string? DnsPolicy { get; init; }
    public PodDnsConfig? DnsConfig { get; init; }
    public PodSecurityContext? SecurityContext { get; init; }
    public IReadOnlyList<LocalObjectReference>? ImagePullSecrets { get; init; }
    public string? ServiceAccountName { get; init; }

    /// <summary>The old name of <see cref="ServiceAccountName"/>, which Spark still writes beside it.</summary>
    public string? ServiceAccount { get; init; }

    public bool? AutomountServiceAccountToken { get; init; }
    public string? SchedulerName { get; init; }
    public string? PriorityClassName { get; init; }
    public int? Priority { get; init; }
    public string? PreemptionPolicy { get; init; }
    public string? RuntimeClassName { get; init; }
    public string? RestartPolicy { get; init; }

    /// <summary>Unit: seconds.</summary>
    public long? TerminationGracePeriodSeconds { get; init; }

    /// <summary>Unit: seconds.</summary>
    public long? ActiveDeadlineSeconds { get; init; }

    /// <summary>Absent means true: one environment variable for each Service of the namespace, which thousands of applications cannot afford.</summary>
    public bool? EnableServiceLinks { get; init; }

    public bool? ShareProcessNamespace { get; init; }
    public IReadOnlyDictionary<string, Quantity>? Overhead { get; init; }
}
