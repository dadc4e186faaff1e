using System.Text.Json.Nodes;

namespace Shared.Admission.Policy.Rules;

/// <summary>What level <c>restricted</c> asks for beyond <c>baseline</c>. Source: kubernetes.io, Pod Security Standards.</summary>
internal static class PodSecurityRestricted
{
    private static readonly string[] VolumeSources = ["name", "configMap", "csi", "downwardAPI", "emptyDir", "ephemeral", "image", "persistentVolumeClaim", "projected", "secret"];

    public static IEnumerable<string> Breaches(JudgedPod pod)
    {
        var whole = pod.Spec["securityContext"] as JsonObject ?? [];
        foreach (var volume in pod.Volumes)
        {
            if (volume.Select(member => member.Key).FirstOrDefault(source => !VolumeSources.Contains(source) && source != "hostPath") is { } source)
                yield return $"volume '{volume["name"]}' is of sort {source}; use a claim, a ConfigMap, a Secret or an emptyDir";
        }

        foreach (var container in pod.Containers)
        {
            var place = $"container '{container["name"]}'";
            var own = container["securityContext"] as JsonObject ?? [];
            if (!PodSecurityText.Is(own["allowPrivilegeEscalation"], false))
                yield return $"{place} may gain privileges; write allowPrivilegeEscalation: false";
            if (!PodSecurityText.Is(own["runAsNonRoot"] ?? whole["runAsNonRoot"], true))
                yield return $"{place} may run as root; write runAsNonRoot: true";
            if ((own["runAsUser"] ?? whole["runAsUser"]) is JsonValue user && user.TryGetValue<long>(out var id) && id == 0)
                yield return $"{place} runs as user 0; write another one";
            if ((own["seccompProfile"] ?? whole["seccompProfile"]).At("type").Text() is not ("RuntimeDefault" or "Localhost"))
                yield return $"{place} has no seccomp profile; write type RuntimeDefault";
            if (own["capabilities"].At("drop").Items().All(dropped => dropped.Text() != "ALL"))
                yield return $"{place} keeps capabilities; write capabilities.drop: [ALL]";
            foreach (var capability in own["capabilities"].At("add").Items().Where(added => added.Text() != "NET_BIND_SERVICE"))
                yield return $"{place} adds capability '{capability}'; remove it";
        }
    }
}
