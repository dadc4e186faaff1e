using System.Text.Json.Nodes;
using LocalCluster.Json;

namespace LocalCluster.Kinds.Rules;

internal static class PodRules
{
    public static readonly KindRules Rules = new()
    {
        Default = Default,
        PrepareCreate = (pod, _) => pod["status"] = FirstStatus(pod.ObjectAt("spec")),
        PrepareUpdate = (old, pod) => pod["status"] = old["status"]?.DeepClone(),
        Validate = (old, pod) => PodValidation.Validate(old, pod),
        ValidatePart = PodValidation.ValidatePart,
        Warn = Warnings,
        Fields =
        [
            new("spec.nodeName"), new("spec.restartPolicy"), new("spec.schedulerName"), new("spec.serviceAccountName"), new("spec.hostNetwork", "false"),
            new("status.phase"), new("status.podIP"), new("status.nominatedNodeName"),
        ],
        CountsGeneration = true,
        DeleteAnswersObject = true,
        GracePeriod = GracePeriod,
    };

    private static JsonObject FirstStatus(JsonObject? spec)
    {
        var status = new JsonObject { ["phase"] = "Pending" };
        if (spec.ListAt("schedulingGates") is { Count: > 0 })
        {
            status["conditions"] = new JsonArray(new JsonObject
            {
                ["type"] = "PodScheduled",
                ["status"] = "False",
                ["lastProbeTime"] = null,
                ["lastTransitionTime"] = null,
                ["reason"] = "SchedulingGated",
                ["message"] = "Scheduling is blocked due to non-empty scheduling gates",
            });
        }

        status["qosClass"] = QualityOfService.Of(spec);
        return status;
    }

    private static void Default(JsonObject pod)
    {
        var spec = pod.Ensure("spec");
        PodTemplateDefaults.Apply(spec);
        spec.Default("enableServiceLinks", true);
        foreach (var container in spec["initContainers"].Objects().Concat(spec["containers"].Objects()))
        {
            // Only pods, not templates: what is limited and not requested is requested as it is limited.
            if (container.ObjectAt("resources", "limits") is not { } limits)
                continue;
            var requests = container.ObjectAt("resources")!.Ensure("requests");
            foreach (var (name, value) in limits)
                requests.Default(name, value!.DeepClone());
        }
    }

    // No kubelet holds a pod that is not scheduled or has ended, so nobody needs the time.
    private static long? GracePeriod(JsonObject pod, long? asked)
    {
        if (pod.TextAt("spec", "nodeName") is null or "" || pod.TextAt("status", "phase") is "Succeeded" or "Failed")
            return 0;
        return asked ?? pod.NumberAt("spec", "terminationGracePeriodSeconds") ?? 30;
    }

    private static IEnumerable<string> Warnings(JsonObject pod)
    {
        // Only of a new pod: nothing can be done about the name of one that is there.
        if (pod.TextAt("metadata", "resourceVersion") is null && pod.TextAt("metadata", "name") is { Length: > 0 } name && Names.LabelProblems(name).ToList() is { Count: > 0 } problems)
            yield return $"metadata.name: this is used in the Pod's hostname, which can result in surprising behavior; a DNS label is recommended: [{string.Join(" ", problems)}]";
        var index = 0;
        foreach (var spread in pod.ObjectAt("spec")?["topologySpreadConstraints"].Objects() ?? [])
        {
            if (spread["labelSelector"] is null)
                yield return $"spec.topologySpreadConstraints[{index}].labelSelector: a null labelSelector results in matching no pod";
            index++;
        }

        index = 0;
        foreach (var container in pod.ObjectAt("spec")?["containers"].Objects() ?? [])
        {
            foreach (var part in new[] { "limits", "requests" })
            {
                if (container.TextAt("resources", part, "memory") is { } memory && Quantities.Parse(memory) is { } value && value % 1_000_000_000 != 0)
                    yield return $"spec.containers[{index}].resources.{part}[memory]: fractional byte value \"{memory}\" is invalid, must be an integer";
            }

            index++;
        }
    }
}
