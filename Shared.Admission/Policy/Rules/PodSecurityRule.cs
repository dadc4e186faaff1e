namespace Shared.Admission.Policy.Rules;

/// <summary>Kubernetes' Pod Security Standards, for clusters where nobody enforces them on the namespace, and earlier than there.</summary>
internal static class PodSecurityRule
{
    public static IEnumerable<(string Path, string Message)> Breaches(PolicySubject subject, AdmissionPolicy policy)
    {
        var level = policy.PodSecurity?.Level ?? (policy.Profile is PolicyProfile.Restricted ? PodSecurityLevel.Restricted : PodSecurityLevel.Baseline);
        return subject.Pods.SelectMany(pod => Of(pod, level).Select(breach =>
            (pod.Path, $"the {pod.Role} pod breaks the Pod Security Standard '{level.ToString().ToLowerInvariant()}': {breach}")));
    }

    private static IEnumerable<string> Of(JudgedPod pod, PodSecurityLevel level) => level is PodSecurityLevel.Restricted
        ? PodSecurityBaseline.Breaches(pod).Concat(PodSecurityRestricted.Breaches(pod))
        : PodSecurityBaseline.Breaches(pod);
}
