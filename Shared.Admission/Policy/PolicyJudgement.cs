using System.Collections.Immutable;
using Shared.Admission.Policy.Rules;
using Shared.Admission.Validation;
using Shared.Contracts.Core;

namespace Shared.Admission.Policy;

/// <summary>Does what would run keep to the policy of its namespace?</summary>
public static class PolicyJudgement
{
    // In the order in which findings are told.
    private static readonly ImmutableArray<PolicyRule> InOrder =
    [
        new("PolicyImages", policy => policy.Images is null ? PolicyAction.Off : policy.Images.Action ?? PolicyAction.Deny, ImageRule.Breaches),
        new("PolicyCeilings", policy => policy.Ceilings is null ? PolicyAction.Off : policy.Ceilings.Action ?? PolicyAction.Deny, CeilingRule.Breaches),
        new("PolicyLabels", policy => policy.Labels is null ? PolicyAction.Off : policy.Labels.Action ?? PolicyAction.Deny, LabelRule.Breaches),
        new("PolicySparkConf", policy => policy.SparkConf is null ? PolicyAction.Off : policy.SparkConf.Action ?? PolicyAction.Deny, SparkConfRule.Breaches),
        new("PolicyHostAccess", policy => policy.HostAccess?.Action ?? (policy.HostAccess is null ? AsOf(policy, PolicyProfile.Baseline) : PolicyAction.Deny), HostAccessRule.Breaches),
        new("PolicyServiceAccounts", policy => policy.ServiceAccounts?.Action ?? (policy.ServiceAccounts is null ? AsOf(policy, PolicyProfile.Restricted) : PolicyAction.Deny), ServiceAccountRule.Breaches),
        new("PolicyPodSecurity", policy => policy.PodSecurity?.Action ?? (policy.Profile is PolicyProfile.Compat ? PolicyAction.Warn : PolicyAction.Deny), PodSecurityRule.Breaches),
        new("PolicyAddresses", policy => policy.Addresses?.Action ?? (policy.Addresses is null ? AsOf(policy, PolicyProfile.Baseline) : PolicyAction.Deny), AddressRule.Breaches),
        new("PolicyPlacement", policy => AsOf(policy, PolicyProfile.Baseline), PlacementRule.Breaches),
        new("PolicyEndpoints", policy => AsOf(policy, PolicyProfile.Baseline), EndpointRule.Breaches),
        new("PolicyProxyUser", policy => AsOf(policy, PolicyProfile.Baseline), ProxyUserRule.Breaches),
        new("PolicyCredentials", policy => AsOf(policy, PolicyProfile.Restricted), CredentialRule.Breaches),
        new("PolicyAuthentication", policy => AsOf(policy, PolicyProfile.Restricted), AuthenticationRule.Breaches),
    ];

    /// <summary>The policy of a namespace: that of the first entry that names it, else the policy itself.</summary>
    public static AdmissionPolicy For(AdmissionPolicy policy, string @namespace) =>
        policy.Namespaces.OrEmpty().FirstOrDefault(entry => entry.Names.OrEmpty().Any(pattern => Glob.Matches(pattern, @namespace)))?.Policy ?? policy;

    /// <param name="subject">What would run.</param>
    /// <param name="policy">That of its namespace.</param>
    public static ValidationOutcome Judge(PolicySubject subject, AdmissionPolicy policy) =>
        InOrder.Aggregate(ValidationOutcome.Fine, (found, rule) => found.And(rule.Judge(subject, policy)));

    // A rule that comes with a profile holds in that and in stricter ones.
    private static PolicyAction AsOf(AdmissionPolicy policy, PolicyProfile first) => policy.Profile >= first ? PolicyAction.Deny : PolicyAction.Off;
}
