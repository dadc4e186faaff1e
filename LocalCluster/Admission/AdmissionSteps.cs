using System.Collections.Immutable;
using LocalCluster.Admission.PodSecurity;
using LocalCluster.Api;

namespace LocalCluster.Admission;

/// <summary>One stage of admission.</summary>
internal sealed record AdmissionStep(string Name, Func<AdmissionContext, CancellationToken, Task> Admit);

/// <summary>Everything that a write passes after authorization, in order.</summary>
internal sealed class AdmissionSteps(Cluster cluster, WebhookCaller webhooks)
{
    /// <summary>Before validation; these may change the object.</summary>
    public ImmutableArray<AdmissionStep> Mutating { get; } =
    [
        new("namespace-lifecycle", NamespaceLifecycle.For(cluster)),
        new("taint-nodes", NodeTaint.Admit),
        new("limit-ranges", LimitRanges.Fill(cluster)),
        new("service-account", ServiceAccountAdmission.For(cluster)),
        new("tolerations", PodTolerations.Admit),
        new("priority", PodPriority.For(cluster)),
        new("mutating-webhooks", new MutatingWebhooks(cluster, webhooks).AdmitAsync),
    ];

    /// <summary>After validation; these only say yes or no. Quota comes last, since it counts what will be there.</summary>
    public ImmutableArray<AdmissionStep> Validating { get; } =
    [
        new("namespace-protection", NamespaceLifecycle.Protect),
        new("limit-ranges", LimitRanges.Check(cluster)),
        new("pod-security", PodSecurityAdmission.For(cluster)),
        new("admission-policies", AdmissionPolicies.For(cluster)),
        new("validating-webhooks", new ValidatingWebhooks(cluster, webhooks).AdmitAsync),
        new("resource-quota", QuotaAdmission.For(cluster)),
    ];

    public static async Task RunAsync(ImmutableArray<AdmissionStep> steps, AdmissionContext context, CancellationToken cancellationToken)
    {
        foreach (var step in steps)
            await step.Admit(context, cancellationToken);
    }
}
