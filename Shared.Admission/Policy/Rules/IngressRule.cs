using Shared.Contracts.Core;

namespace Shared.Admission.Policy.Rules;

/// <summary>Annotations of Ingresses configure the proxy that all tenants share; some take whole pieces of its configuration.</summary>
internal static class IngressRule
{
    public static IEnumerable<(string Path, string Message)> Breaches(PolicySubject subject, AdmissionPolicy policy)
    {
        var allowed = (policy.Ingresses?.Annotations).OrEmpty();
        return subject.Written.Ingresses.SelectMany(place => place.Annotations.OrEmpty().Keys.Where(key => !allowed.Any(pattern => Glob.Matches(pattern, key)))
            .Select(key => ($"{place.Path}[{key}]", $"annotation '{key}' is not allowed here; {(allowed.Count == 0 ? "remove it" : $"use one that matches {string.Join(", ", allowed.Select(pattern => $"'{pattern}'"))}")}")));
    }
}
