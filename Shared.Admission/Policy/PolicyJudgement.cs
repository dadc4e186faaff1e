using System.Collections.Immutable;
using Shared.Admission.Mutation;
using Shared.Admission.Policy.Rules;
using Shared.Admission.Validation;
using Shared.Contracts.Core;

namespace Shared.Admission.Policy;

/// <summary>Does what would run keep to the policy of its namespace?</summary>
public static class PolicyJudgement
{
    private const string NameLabel = "kubernetes.io/metadata.name";

    // In the order in which findings are told.
    private static readonly ImmutableArray<PolicyRule> InOrder =
    [
        new("PolicyImages", policy => policy.Images?.Action ?? (policy.Images is null ? AsOf(policy, PolicyProfile.Restricted) : PolicyAction.Deny), ImageRule.Breaches),
        new("PolicyCeilings", policy => policy.Ceilings is null ? PolicyAction.Off : policy.Ceilings.Action ?? PolicyAction.Deny, CeilingRule.Breaches),
        new("PolicyLabels", policy => policy.Labels is null ? PolicyAction.Off : policy.Labels.Action ?? PolicyAction.Deny, LabelRule.Breaches),
        new("PolicySparkConf", policy => policy.SparkConf is null ? PolicyAction.Off : policy.SparkConf.Action ?? PolicyAction.Deny, SparkConfRule.Breaches),
        new("PolicyHostAccess", policy => policy.HostAccess?.Action ?? (policy.HostAccess is null ? AsOf(policy, PolicyProfile.Baseline) : PolicyAction.Deny), HostAccessRule.Breaches),
        new("PolicyServiceAccounts", policy => policy.ServiceAccounts?.Action ?? (policy.ServiceAccounts is null ? AsOf(policy, PolicyProfile.Restricted) : PolicyAction.Deny), ServiceAccountRule.Breaches),
        new("PolicyPodSecurity", PodSecurityRule.Action, PodSecurityRule.Breaches),
        new("PolicyAddresses", policy => policy.Addresses?.Action ?? (policy.Addresses is null ? AsOf(policy, PolicyProfile.Baseline) : PolicyAction.Deny), AddressRule.Breaches),
        new("PolicyStorage", policy => AsOf(policy, PolicyProfile.Restricted), StorageRule.Breaches),
        new("PolicyPlacement", policy => policy.Profile is PolicyProfile.Compat ? PolicyAction.Warn : PolicyAction.Deny, PlacementRule.Breaches),
        new("PolicyEndpoints", policy => AsOf(policy, PolicyProfile.Baseline), EndpointRule.Breaches),
        new("PolicyIngresses", policy => policy.Ingresses?.Action ?? (policy.Ingresses is null ? AsOf(policy, PolicyProfile.Baseline) : PolicyAction.Deny), IngressRule.Breaches),
        new("PolicyProxyUser", policy => AsOf(policy, PolicyProfile.Baseline), ProxyUserRule.Breaches),
        new("PolicyCredentials", policy => AsOf(policy, PolicyProfile.Restricted), CredentialRule.Breaches),
        new("PolicyAuthentication", policy => AsOf(policy, PolicyProfile.Restricted), AuthenticationRule.Breaches),
        new(NamespaceLimits.Code, NamespaceLimits.Action, NamespaceLimits.Breaches),
    ];

    /// <summary>Whether labels of namespaces decide which policy holds.</summary>
    public static bool NeedsLabels(AdmissionPolicy policy) => policy.Namespaces.OrEmpty().Any(entry => entry.Selector is not null);

    /// <summary>Whether labels of a namespace, beyond its name, decide which policy holds there.</summary>
    public static bool NeedsLabels(AdmissionPolicy policy, string @namespace)
    {
        // The first entry that the name fits decides, unless its selector is about the name too and does not fit.
        var name = new Dictionary<string, string> { [NameLabel] = @namespace };
        return policy.Namespaces.OrEmpty().FirstOrDefault(entry =>
            FitsName(entry, @namespace) && (entry.Selector is not { } selector || LooksFurther(selector) || selector.Matches(name)))?.Selector is { } decisive && LooksFurther(decisive);
    }

    /// <summary>The policy of a namespace: that of the first entry that fits, else the policy itself.</summary>
    /// <param name="policy">As it was read.</param>
    /// <param name="namespace">Its name.</param>
    /// <param name="labels">Its labels; null when nobody knows more of them than the name, which the API server writes there too.</param>
    public static AdmissionPolicy For(AdmissionPolicy policy, string @namespace, IReadOnlyDictionary<string, string>? labels = null)
    {
        var known = NeedsLabels(policy) ? labels.OrEmpty().With(NameLabel, @namespace) : labels.OrEmpty();
        return policy.Namespaces.OrEmpty().FirstOrDefault(entry =>
            FitsName(entry, @namespace) && entry.Selector?.Matches(known) is not false)?.Policy ?? policy;
    }

    /// <param name="subject">What would run.</param>
    /// <param name="policy">That of its namespace.</param>
    public static ValidationOutcome Judge(PolicySubject subject, AdmissionPolicy policy) =>
        InOrder.Aggregate(ValidationOutcome.Fine, (found, rule) => found.And(rule.Judge(subject, policy)));

    /// <summary>Whether a pod that leaves out what the restricted Pod Security Standard asks for is refused.</summary>
    internal static bool RefusesAllButRestricted(AdmissionPolicy policy) =>
        PodSecurityRule.Level(policy) is PodSecurityLevel.Restricted && PodSecurityRule.Action(policy) is PolicyAction.Deny;

    private static bool FitsName(NamespacePolicy entry, string @namespace) => entry.Names is null || entry.Names.Any(pattern => Glob.Matches(pattern, @namespace));

    private static bool LooksFurther(NamespaceSelector selector) =>
        selector.MatchLabels.OrEmpty().Keys.Concat(selector.MatchExpressions.OrEmpty().Select(expression => expression.Key)).Any(key => key != NameLabel);

    // A rule that comes with a profile holds in that and in stricter ones.
    internal static PolicyAction AsOf(AdmissionPolicy policy, PolicyProfile first) => policy.Profile >= first ? PolicyAction.Deny : PolicyAction.Off;
}
