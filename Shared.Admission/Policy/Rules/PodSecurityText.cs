using System.Text.Json.Nodes;

namespace Shared.Admission.Policy.Rules;

internal static class PodSecurityText
{
    public static bool Is(JsonNode? node, bool expected) => node is JsonValue value && value.TryGetValue<bool>(out var found) && found == expected;

    /// <summary>The security contexts of a pod with the names of their places: the pod's own first.</summary>
    public static IEnumerable<(string Place, JsonObject Context)> Contexts(JudgedPod pod)
    {
        if (pod.Spec["securityContext"] is JsonObject whole)
            yield return ("the pod", whole);
        foreach (var container in pod.Containers)
        {
            if (container["securityContext"] is JsonObject own)
                yield return ($"container '{container["name"]}'", own);
        }
    }
}
