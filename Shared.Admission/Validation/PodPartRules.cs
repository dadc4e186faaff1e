using System.Net;
using FluentValidation;
using Shared.Contracts.Core;
using Shared.Contracts.SparkApplications;

namespace Shared.Admission.Validation;

/// <summary>What a role says about its pods as a whole: labels, neighbours of the Spark container, where pods may run.</summary>
internal static class PodPartRules
{
    private static readonly string[] Effects = ["NoSchedule", "PreferNoSchedule", "NoExecute"];

    public static void Judge<T>(ValidationContext<T> context, SparkPodSpec pod)
    {
        WarnOfLabels(context, "labels", pod.Labels);
        WarnOfLabels(context, "nodeSelector", pod.NodeSelector);
        WarnOfAnnotations(context, "annotations", pod.Annotations);
        JudgeNeighbours(context, pod);
        JudgeTolerations(context, pod.Tolerations.OrEmpty());
        foreach (var (index, alias) in pod.HostAliases.OrEmpty().Index())
        {
            if (!IPAddress.TryParse(alias.Ip, out _))
                context.Warn($"hostAliases[{index}].ip", ErrorCodes.InvalidText, $"'{alias.Ip}' is not an IP address, so the pod is refused; write one such as '10.0.0.7'");
        }

        foreach (var (member, name) in new[] { ("serviceAccount", pod.ServiceAccount), ("priorityClassName", pod.PriorityClassName) })
        {
            if (!string.IsNullOrEmpty(name) && !KubernetesNames.IsDns1123Subdomain(name))
                context.Warn(member, ErrorCodes.InvalidName, $"'{name}' is not a name of an object, so the pod is refused; write lower-case letters, digits, '-' and '.'");
        }

        if (pod.TerminationGracePeriodSeconds < 0)
            context.Warn("terminationGracePeriodSeconds", ErrorCodes.OutOfRange, $"{pod.TerminationGracePeriodSeconds} s is less than 0, so the pod is refused; write 0 or more");
    }

    private static void WarnOfLabels<T>(ValidationContext<T> context, string path, IReadOnlyDictionary<string, string>? labels)
    {
        foreach (var (key, value) in labels.OrEmpty())
        {
            if (!KubernetesNames.IsLabelKey(key))
                context.Warn(path, ErrorCodes.InvalidLabel, $"'{key}' is not a label key, so the pod is refused; write an optional DNS prefix with '/', then at most 63 letters, digits, '-', '_' and '.'");
            else if (!KubernetesNames.IsLabelValue(value))
                context.Warn($"{path}[{key}]", ErrorCodes.InvalidLabel, $"'{value}' is not a label value, so the pod is refused; write at most 63 letters, digits, '-', '_' and '.'");
        }
    }

    private static void WarnOfAnnotations<T>(ValidationContext<T> context, string path, IReadOnlyDictionary<string, string>? annotations)
    {
        // Keys of annotations may have capital letters in their prefix; the API server lowers them first.
        foreach (var key in annotations.OrEmpty().Keys.Where(key => !KubernetesNames.IsLabelKey(key.ToLowerInvariant())))
            context.Warn(path, ErrorCodes.InvalidLabel, $"'{key}' is not an annotation key, so the pod is refused; write an optional DNS prefix with '/', then at most 63 letters, digits, '-', '_' and '.'");
    }

    private static void JudgeNeighbours<T>(ValidationContext<T> context, SparkPodSpec pod)
    {
        var names = new Dictionary<string, string?>(StringComparer.Ordinal);
        foreach (var (list, containers) in new[] { ("initContainers", pod.InitContainers.OrEmpty()), ("sidecars", pod.Sidecars.OrEmpty()) })
        {
            foreach (var (index, container) in containers.Index())
            {
                var (place, name) = ($"{list}[{index}]", container.Name ?? "");
                if (!KubernetesNames.IsDns1123Label(name))
                    context.Warn($"{place}.name", ErrorCodes.InvalidName, $"'{name}' is not a name for a container, so the pod is refused; write at most 63 lower-case letters, digits and '-'");
                else if (!names.TryAdd(name, container.Image) && names[name] != container.Image)
                    context.Warn($"{place}.name", ErrorCodes.Duplicate, $"two containers are called '{name}', so the pod is refused; give one of them another name");
                if (string.IsNullOrEmpty(container.Image))
                    context.Warn($"{place}.image", ErrorCodes.ImageMissing, $"container '{name}' has no image, so the pod is refused; write one");
            }
        }
    }

    private static void JudgeTolerations<T>(ValidationContext<T> context, IReadOnlyList<Toleration> tolerations)
    {
        foreach (var (index, toleration) in tolerations.Index())
        {
            var place = $"tolerations[{index}]";
            if (toleration.Operator is not (null or "" or "Equal" or "Exists" or "Lt" or "Gt"))
                context.Warn($"{place}.operator", ErrorCodes.NotSupported, $"'{toleration.Operator}' is not an operator of tolerations, so the pod is refused; write Equal or Exists");
            if (toleration.Operator is "Exists" && !string.IsNullOrEmpty(toleration.Value))
                context.Warn($"{place}.value", ErrorCodes.Conflict, "operator Exists takes no value, so the pod is refused; remove one of the two");
            if (string.IsNullOrEmpty(toleration.Key) && toleration.Operator is not "Exists")
                context.Warn($"{place}.key", ErrorCodes.Required, "without a key the operator must be Exists, so the pod is refused; write the key of the taint");
            if (!string.IsNullOrEmpty(toleration.Effect) && !Effects.Contains(toleration.Effect))
                context.Warn($"{place}.effect", ErrorCodes.NotSupported, $"'{toleration.Effect}' is not an effect of taints, so the pod is refused; write NoSchedule, PreferNoSchedule or NoExecute");
        }
    }
}
