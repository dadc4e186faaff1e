namespace Shared.Admission.Policy.Rules;

/// <summary>Kubernetes' Pod Security Standards, for clusters where nobody enforces them on the namespace, and earlier than there.</summary>
internal static class PodSecurityRule
{
    public static IEnumerable<(string Path, string Message)> Breaches(PolicySubject subject, AdmissionPolicy policy)
    {
        var level = Level(policy);
        return subject.Pods.SelectMany(pod => Of(pod, level).Select(breach =>
            (pod.Path, $"the {pod.Role} pod breaks the Pod Security Standard '{level.ToString().ToLowerInvariant()}': {breach}")));
    }

    public static PodSecurityLevel Level(AdmissionPolicy policy) =>
        policy.PodSecurity?.Level ?? (policy.Profile is PolicyProfile.Restricted ? PodSecurityLevel.Restricted : PodSecurityLevel.Baseline);

    public static PolicyAction Action(AdmissionPolicy policy) =>
        policy.PodSecurity?.Action ?? (policy.Profile is PolicyProfile.Compat ? PolicyAction.Warn : PolicyAction.Deny);

    private static IEnumerable<string> Of(JudgedPod pod, PodSecurityLevel level) => level is PodSecurityLevel.Restricted
        ? PodSecurityBaseline.Breaches(pod).Concat(PodSecurityRestricted.Breaches(pod))
        : PodSecurityBaseline.Breaches(pod);
}
