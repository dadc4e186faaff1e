using System.Text.Json.Nodes;
using Shared.Contracts.Core;

namespace Shared.Admission.Policy.Rules;

internal static class HostAccessRule
{
    public static IEnumerable<(string Path, string Message)> Breaches(PolicySubject subject, AdmissionPolicy policy)
    {
        var allowed = (policy.HostAccess?.ReadOnlyPaths).OrEmpty();
        foreach (var pod in subject.Pods)
        {
            foreach (var member in new[] { "hostNetwork", "hostPID", "hostIPC" })
            {
                if (pod.Spec[member] is JsonValue value && value.TryGetValue<bool>(out var on) && on)
                    yield return (pod.Path, $"the {pod.Role} pod shares the node's own namespace ({member}), which is not allowed here; remove it");
            }

            foreach (var volume in pod.Volumes)
            {
                if (volume["hostPath"].At("path") is { } path && !IsAllowed(pod, volume, path.ToString(), allowed))
                    yield return (pod.Path, $"volume '{volume["name"]}' mounts '{path}' of the node, which is not allowed here{Alternatives(allowed)}");
            }

            foreach (var container in pod.Containers)
            {
                foreach (var port in container["ports"].Items().Where(port => port.At("hostPort") is JsonValue number && number.TryGetValue<int>(out var value) && value != 0))
                    yield return (pod.Path, $"container '{container["name"]}' takes port {port.At("hostPort")} of the node, which is not allowed here; remove 'hostPort'");
            }
        }
    }

    private static bool IsAllowed(JudgedPod pod, JsonObject volume, string path, IReadOnlyList<string> allowed) =>
        !path.Split('/').Contains("..")
        && allowed.Any(prefix => path == prefix || path.StartsWith($"{prefix.TrimEnd('/')}/", StringComparison.Ordinal))
        && pod.Containers.SelectMany(container => container["volumeMounts"].Items())
            .Where(mount => mount.At("name").Text() == volume["name"].Text())
            .All(mount => mount.At("readOnly") is JsonValue value && value.TryGetValue<bool>(out var readOnly) && readOnly);

    private static string Alternatives(IReadOnlyList<string> allowed) => allowed.Count == 0
        ? "; use another sort of volume"
        : $"; mount a folder below {string.Join(", ", allowed.Select(prefix => $"'{prefix}'"))} with 'readOnly: true', or use another sort of volume";
}
