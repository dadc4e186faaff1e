using System.Text.Json.Nodes;
using LocalCluster.Errors;
using LocalCluster.Json;

namespace LocalCluster.Kinds.Rules;

/// <summary>What a kubelet may not say about a pod.</summary>
internal static class PodStatusValidation
{
    private static readonly string[] OwnConditions = ["PodScheduled", "Ready", "Initialized"];

    public static IEnumerable<Cause> Validate(JsonObject old, JsonObject pod)
    {
        var (before, status) = (old.ObjectAt("status") ?? [], pod.ObjectAt("status") ?? []);
        var policy = old.TextAt("spec", "restartPolicy") ?? "Always";
        return
        [
            .. from pair in status["conditions"].Objects().Index()
               let type = pair.Item.TextAt("type") ?? ""
               where !OwnConditions.Contains(type)
               from cause in Cause.Each($"metadata.conditions[{pair.Index}].Type", type, LabelGrammar.KeyProblems(type))
               select cause,
            .. Nominated(before, status),
            .. before.TextAt("qosClass") is { } quality && status.TextAt("qosClass") is { Length: > 0 } other && other != quality
                ? [Cause.Invalid("status.qosClass", other, "field is immutable")] : Array.Empty<Cause>(),
            .. Restarted(before, status, "containerStatuses", policy, _ => false),
            .. Restarted(before, status, "initContainerStatuses", policy, name => IsSidecar(old, name)),
            .. Restarted(before, status, "ephemeralContainerStatuses", "Never", _ => false),
            .. status["podIPs"].Objects().SelectMany((ip, index) => IpAddresses.Address($"status.podIPs[{index}]", ip.TextAt("ip") ?? "")),
            .. HostIps(status),
        ];
    }

    private static IEnumerable<Cause> Nominated(JsonObject before, JsonObject status) =>
        status.TextAt("nominatedNodeName") is { Length: > 0 } node && node != before.TextAt("nominatedNodeName") ? Cause.Each("status.nominatedNodeName", node, Names.SubdomainProblems(node)) : [];

    // What has ended for good has ended.
    private static IEnumerable<Cause> Restarted(JsonObject before, JsonObject status, string list, string policy, Func<string?, bool> mayRestart)
    {
        if (policy is "Always")
            yield break;
        foreach (var (index, container) in before[list].Objects().Index())
        {
            if (container.ObjectAt("state", "terminated") is not { } end || (policy is "OnFailure" && end.NumberAt("exitCode") is not (null or 0)) || mayRestart(container.TextAt("name")))
                continue;
            if (status[list].Objects().Any(now => now.TextAt("name") == container.TextAt("name") && now.ObjectAt("state", "terminated") is null))
                yield return Cause.Forbidden($"status.{list}[{index}].state", "may not be transitioned to non-terminated state");
        }
    }

    private static bool IsSidecar(JsonObject pod, string? name) =>
        pod.ObjectAt("spec")?["initContainers"].Objects().Any(c => c.TextAt("name") == name && c.TextAt("restartPolicy") is "Always") == true;

    private static IEnumerable<Cause> HostIps(JsonObject status)
    {
        var ips = status["hostIPs"].Objects().Select(ip => ip.TextAt("ip") ?? "").ToList();
        if (ips.Count > 0 && ips[0] != (status.TextAt("hostIP") ?? ""))
            yield return Cause.Invalid("status.hostIPs[0].ip", ips[0], "must be equal to `hostIP`");
        foreach (var cause in ips.SelectMany((ip, index) => IpAddresses.Address($"status.hostIPs[{index}]", ip)))
            yield return cause;
    }
}
