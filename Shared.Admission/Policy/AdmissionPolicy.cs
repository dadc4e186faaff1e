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

    /// <summary>What the author of an application must be allowed to do.</summary>
    public AuthorPolicy? Authors { get; init; }

    /// <summary>What Ingresses may carry.</summary>
    public IngressPolicy? Ingresses { get; init; }

    /// <summary>How much one namespace may hold and run.</summary>
    public LimitPolicy? Limits { get; init; }

    /// <summary>Other policies for some namespaces. The first entry that fits holds alone; nothing is inherited.</summary>
    public IReadOnlyList<NamespacePolicy>? Namespaces { get; init; }
}

/// <summary>Sets of rules that fit together.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<PolicyProfile>))]
public enum PolicyProfile
{
    /// <summary>What ran before runs: breaches of the baseline Pod Security Standard are told, nothing is refused.</summary>
    Compat,

    /// <summary>The baseline Pod Security Standard, no access to nodes, no proxy users, known addresses only, generous limits.</summary>
    Baseline,

    /// <summary>
    /// The restricted Pod Security Standard, with what it asks for filled in; listed images, hosts and service accounts that the author may use; no credentials in plain text, authentication among Spark's processes.
    /// </summary>
    Restricted,
}

/// <summary>What a breach of a rule leads to.</summary>
[JsonConverter(typeof(PolicyActionConverter))]
public enum PolicyAction
{
    Off,
    Warn,
    Deny,
}

/// <summary>A policy for the namespaces that both <see cref="Names"/> and <see cref="Selector"/> fit, where both are given.</summary>
public sealed record NamespacePolicy
{
    /// <summary>Patterns of names of namespaces.</summary>
    public IReadOnlyList<string>? Names { get; init; }

    /// <summary>Labels of namespaces.</summary>
    public NamespaceSelector? Selector { get; init; }

    public AdmissionPolicy? Policy { get; init; }
}

/// <summary>Source: <c>meta/v1 LabelSelector</c>. All of it must fit; an empty one fits every namespace.</summary>
public sealed record NamespaceSelector
{
    public IReadOnlyDictionary<string, string>? MatchLabels { get; init; }

    public IReadOnlyList<NamespaceExpression>? MatchExpressions { get; init; }

    public bool Matches(IReadOnlyDictionary<string, string> labels) =>
        MatchLabels.OrEmpty().All(wanted => labels.TryGetValue(wanted.Key, out var value) && value == wanted.Value)
        && MatchExpressions.OrEmpty().All(expression => expression.Matches(labels));
}

public sealed record NamespaceExpression
{
    public const string In = "In";
    public const string NotIn = "NotIn";
    public const string Exists = "Exists";
    public const string DoesNotExist = "DoesNotExist";

    public string? Key { get; init; }

    /// <summary>In, NotIn, Exists or DoesNotExist.</summary>
    public string? Operator { get; init; }

    public IReadOnlyList<string>? Values { get; init; }

    internal bool Matches(IReadOnlyDictionary<string, string> labels) => (Operator, labels.TryGetValue(Key ?? "", out var value)) switch
    {
        (In, var present) => present && Values.OrEmpty().Contains(value),
        (NotIn, var present) => !present || !Values.OrEmpty().Contains(value),
        (Exists, var present) => present,
        (_, var present) => !present,
    };
}
