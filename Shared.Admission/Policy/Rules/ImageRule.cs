using Shared.Contracts.Core;

namespace Shared.Admission.Policy.Rules;

internal static class ImageRule
{
    public static IEnumerable<(string Path, string Message)> Breaches(PolicySubject subject, AdmissionPolicy policy)
    {
        foreach (var pod in subject.Pods)
        {
            foreach (var container in pod.Containers)
            {
                var (name, image) = ((string?)container["name"], (string?)container["image"] ?? "");
                if (policy.Images?.Allowed is { } allowed && !allowed.Any(pattern => Glob.Matches(pattern, image)))
                    yield return ($"{pod.Path}", $"image '{image}' of container '{name}' is not allowed here; use one that matches {string.Join(", ", allowed.OrEmpty().Select(pattern => $"'{pattern}'"))}");
                if (policy.Images?.Digest is true && !image.Contains("@sha256:", StringComparison.Ordinal))
                    yield return ($"{pod.Path}", $"image '{image}' of container '{name}' is not named by its digest; write '{image}@sha256:...'");
            }
        }
    }
}
