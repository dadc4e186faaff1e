namespace Shared.Admission.Policy.Rules;

/// <summary>Spark does not keep a driver from acting as the real user (CVE-2023-22946).</summary>
internal static class ProxyUserRule
{
    public static IEnumerable<(string Path, string Message)> Breaches(PolicySubject subject, AdmissionPolicy policy)
    {
        if (!string.IsNullOrEmpty(subject.Written.ProxyUser))
            yield return ("spec.proxyUser", "proxy users are not allowed here; remove it");
    }
}
