using System.Text.Json.Nodes;

namespace Shared.Admission.Policy.Rules;

/// <summary>Pods that choose their node, go where the control plane lives, or push others away.</summary>
internal static class PlacementRule
{
    private static readonly string[] ControlPlane = ["node-role.kubernetes.io/control-plane", "node-role.kubernetes.io/master"];

    public static IEnumerable<(string Path, string Message)> Breaches(PolicySubject subject, AdmissionPolicy policy)
    {
        foreach (var pod in subject.Pods)
        {
            if (!string.IsNullOrEmpty(pod.Spec["nodeName"].Text()))
                yield return (pod.Path, $"the {pod.Role} pod names its node, past the scheduler, which is not allowed here; use a node selector");
            if (pod.Spec["priorityClassName"].Text() is { } priority && priority.StartsWith("system-", StringComparison.Ordinal))
                yield return (pod.PriorityClassPath, $"'{priority}' is for the cluster's own pods; use another class");
            foreach (var toleration in pod.Spec["tolerations"].Items().OfType<JsonObject>())
            {
                var key = toleration["key"].Text();
                if (ControlPlane.Contains(key) || (string.IsNullOrEmpty(key) && toleration["operator"].Text() == "Exists"))
                    yield return (pod.TolerationsPath, $"the {pod.Role} pod tolerates {(string.IsNullOrEmpty(key) ? "every taint" : $"'{key}'")}, so it may run beside the control plane, which is not allowed here; name the taint that is meant");
            }
        }
    }
}
