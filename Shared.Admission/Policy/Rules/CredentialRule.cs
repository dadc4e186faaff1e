namespace Shared.Admission.Policy.Rules;

/// <summary>What validation warns of, as a refusal.</summary>
internal static class CredentialRule
{
    public static IEnumerable<(string Path, string Message)> Breaches(PolicySubject subject, AdmissionPolicy policy) =>
        subject.Written.Credentials.Select(path => (path, "credentials in plain text are not allowed here; keep it in a Secret and refer to it with 'env' and valueFrom.secretKeyRef"));
}
