using System.Text.Json.Serialization;
using Shared.Contracts.Core;

namespace Shared.Admission.Policy;

/// <summary>What an administrator allows applications to be, judged on the pods that they become. Read from a file; no application can choose or change it.</summary>
public sealed record AdmissionPolicy
{
    public const string GroupVersion = "config.sparkoperator.k8s.io/v1";
    public const string KindName = "AdmissionPolicy";

    public string? ApiVersion { get; init; }

    public string? Kind { get; init; }

    /// <summary>What holds unless a rule below says otherwise. Absent: compat.</summary>
    public PolicyProfile Profile { get; init; }

    /// <summary>Images of all containers.</summary>
    public ImagePolicy? Images { get; init; }

    /// <summary>The most that pods may ask for.</summary>
    public CeilingPolicy? Ceilings { get; init; }

    /// <summary>Labels that an application must carry.</summary>
    public LabelPolicy? Labels { get; init; }

    /// <summary>Spark properties that must not be set, however they got there.</summary>
    public SparkConfPolicy? SparkConf { get; init; }

    /// <summary>What of the node a pod may touch.</summary>
    public HostAccessPolicy? HostAccess { get; init; }

    /// <summary>Whom pods may run as.</summary>
    public ServiceAccountPolicy? ServiceAccounts { get; init; }

    /// <summary>Kubernetes' Pod Security Standards.</summary>
    public PodSecurityPolicy? PodSecurity { get; init; }

    /// <summary>Where a driver may fetch files from.</summary>
    public AddressPolicy? Addresses { get; init; }

    /// <summary>Other policies for some namespaces. The first entry that fits holds alone; nothing is inherited.</summary>
    public IReadOnlyList<NamespacePolicy>? Namespaces { get; init; }
}

/// <summary>Sets of rules that fit together.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<PolicyProfile>))]
public enum PolicyProfile
{
    /// <summary>What ran before runs: breaches of the baseline Pod Security Standard are told, nothing is refused.</summary>
    Compat,

    /// <summary>The baseline Pod Security Standard, no access to nodes, no proxy users, known addresses only.</summary>
    Baseline,

    /// <summary>The restricted Pod Security Standard, listed service accounts, no credentials in plain text, authentication among Spark's processes.</summary>
    Restricted,
}

/// <summary>What a breach of a rule leads to.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<PolicyAction>))]
public enum PolicyAction
{
    Off,
    Warn,
    Deny,
}

/// <summary>What every rule has. Absent: what the profile says; for a rule with content of its own, deny.</summary>
public abstract record PolicySection
{
    public PolicyAction? Action { get; init; }
}

/// <summary>In patterns <c>*</c> stands for any text.</summary>
public sealed record ImagePolicy : PolicySection
{
    /// <summary>Patterns of images; absent: any.</summary>
    public IReadOnlyList<string>? Allowed { get; init; }

    /// <summary>Whether an image must be named by its digest. Absent: no.</summary>
    public bool Digest { get; init; }
}

/// <summary>Requests or limits, whichever is larger, of all containers of a pod together.</summary>
public sealed record CeilingPolicy : PolicySection
{
    public PodCeiling? Driver { get; init; }

    public PodCeiling? Executor { get; init; }

    /// <summary>Driver and all executors together.</summary>
    public PodCeiling? Application { get; init; }

    /// <summary>Executors, at their maximum.</summary>
    public int? Instances { get; init; }
}

public sealed record PodCeiling
{
    public Quantity? Cpu { get; init; }

    public Quantity? Memory { get; init; }
}

public sealed record LabelPolicy : PolicySection
{
    /// <summary>Key to a regular expression for the whole value; empty: any value.</summary>
    public IReadOnlyDictionary<string, string>? Required { get; init; }
}

public sealed record SparkConfPolicy : PolicySection
{
    /// <summary>Patterns of keys.</summary>
    public IReadOnlyList<string>? Forbidden { get; init; }
}

public sealed record HostAccessPolicy : PolicySection
{
    /// <summary>Folders of nodes that may be mounted read-only, with all below them.</summary>
    public IReadOnlyList<string>? ReadOnlyPaths { get; init; }
}

public sealed record ServiceAccountPolicy : PolicySection
{
    /// <summary>Patterns of names.</summary>
    public IReadOnlyList<string>? Allowed { get; init; }
}

public sealed record PodSecurityPolicy : PolicySection
{
    /// <summary>Absent: that of the profile.</summary>
    public PodSecurityLevel? Level { get; init; }
}

[JsonConverter(typeof(JsonStringEnumConverter<PodSecurityLevel>))]
public enum PodSecurityLevel
{
    Baseline,
    Restricted,
}

public sealed record AddressPolicy : PolicySection
{
    /// <summary>Schemes of URLs, such as <c>s3a</c>; absent: those of the profile.</summary>
    public IReadOnlyList<string>? Schemes { get; init; }

    /// <summary>Patterns of hosts or buckets; absent: any.</summary>
    public IReadOnlyList<string>? Hosts { get; init; }
}

public sealed record NamespacePolicy
{
    /// <summary>Patterns of names of namespaces.</summary>
    public IReadOnlyList<string>? Names { get; init; }

    public AdmissionPolicy? Policy { get; init; }
}
