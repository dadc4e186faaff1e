using Shared.Contracts.Core;

namespace Shared.Admission.Policy.Rules;

/// <summary>Services that open a driver to the outside by themselves.</summary>
internal static class EndpointRule
{
    public static IEnumerable<(string Path, string Message)> Breaches(PolicySubject subject, AdmissionPolicy policy)
    {
        var types = subject.Spec.DriverIngressOptions.OrEmpty().Index()
            .Select(entry => (Path: $"spec.driverIngressOptions[{entry.Index}].serviceType", Type: entry.Item.ServiceType))
            .Append((Path: "spec.sparkUIOptions.serviceType", Type: subject.Spec.SparkUIOptions?.ServiceType));
        return types.Where(entry => !string.IsNullOrEmpty(entry.Type) && entry.Type != "ClusterIP")
            .Select(entry => (entry.Path, $"Services of type {entry.Type} are not allowed here; write ClusterIP"));
    }
}
