using Shared.Contracts.Core;

namespace Shared.Admission.Policy.Rules;

internal static class ServiceAccountRule
{
    public static IEnumerable<(string Path, string Message)> Breaches(PolicySubject subject, AdmissionPolicy policy)
    {
        var allowed = (policy.ServiceAccounts?.Allowed).OrEmpty();
        foreach (var pod in subject.Pods)
        {
            var account = pod.ServiceAccount;
            if (!allowed.Any(pattern => Glob.Matches(pattern, account)))
                yield return (pod.ServiceAccountPath, $"the {pod.Role} pod would run as '{account}', which is not allowed here; {(allowed.Count == 0 ? "ask for one to be listed in the policy" : $"use one that matches {string.Join(", ", allowed.Select(pattern => $"'{pattern}'"))}")}");
        }
    }
}
