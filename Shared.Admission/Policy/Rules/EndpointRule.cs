namespace Shared.Admission.Policy.Rules;

/// <summary>Services that open a driver or a server to the outside by themselves.</summary>
internal static class EndpointRule
{
    public static IEnumerable<(string Path, string Message)> Breaches(PolicySubject subject, AdmissionPolicy policy)
    {
        foreach (var (path, type) in subject.Written.Services.Where(service => !string.IsNullOrEmpty(service.Type) && service.Type != "ClusterIP"))
            yield return (path, $"Services of type {type} are not allowed here; write ClusterIP");
        foreach (var path in subject.Written.ExternalAddresses)
            yield return (path, "a Service under addresses of its own choice is not allowed here; remove them");
    }
}
