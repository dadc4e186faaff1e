namespace Shared.Admission.Policy.Rules;

internal static class ImageRule
{
    public static IEnumerable<(string Path, string Message)> Breaches(PolicySubject subject, AdmissionPolicy policy)
    {
        // Under a profile that wants images to be listed, what nobody listed is not allowed.
        var allowed = policy.Images?.Allowed ?? (policy.Profile is PolicyProfile.Restricted ? [] : null);
        foreach (var pod in subject.Pods)
        {
            foreach (var container in pod.Containers)
            {
                var (name, image) = (container["name"].Text(), container["image"].Text() ?? "");
                if (allowed is not null && !allowed.Any(pattern => Glob.Matches(pattern, image)))
                    yield return ($"{pod.Path}", $"image '{image}' of container '{name}' is not allowed here; {(allowed.Count == 0 ? "ask for it to be listed in the policy" : $"use one that matches {string.Join(", ", allowed.Select(pattern => $"'{pattern}'"))}")}");
                if (policy.Images?.Digest is true && !image.Contains("@sha256:", StringComparison.Ordinal))
                    yield return ($"{pod.Path}", $"image '{image}' of container '{name}' is not named by its digest; write '{image}@sha256:...'");
            }
        }
    }
}
