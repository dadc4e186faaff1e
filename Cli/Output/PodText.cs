using System.Globalization;
using Shared.Contracts.Core;
using Shared.Contracts.Names;

namespace Cli.Output;

/// <summary>What there is to say of a pod in a few words.</summary>
internal static class PodText
{
    /// <summary><c>driver</c>, <c>executor 3</c> or <c>pod</c>.</summary>
    public static string Role(Pod pod)
    {
        var labels = pod.Metadata?.Labels.OrEmpty();
        return labels?.GetValueOrDefault(Labels.SparkRole) switch
        {
            SparkRoles.Executor when labels.TryGetValue(Labels.SparkExecutorId, out var id) => $"executor {id}",
            { } role => role,
            _ => "pod",
        };
    }

    /// <summary>The phase, and why it is not a better one: <c>Pending (ImagePullBackOff)</c>, <c>Failed (OOMKilled, exit code 137)</c>.</summary>
    public static string State(Pod pod)
    {
        var phase = pod.Metadata?.DeletionTimestamp is not null ? "Terminating" : pod.Status?.Phase ?? "Pending";
        var reasons = Reasons(pod).Where(reason => reason is { Length: > 0 } and not "Completed").Distinct().ToList();
        return reasons.Count == 0 ? phase : $"{phase} ({string.Join(", ", reasons)})";
    }

    private static IEnumerable<string?> Reasons(Pod pod)
    {
        yield return pod.Status?.Reason;
        foreach (var state in pod.Status?.ContainerStatuses.OrEmpty().Select(container => container.State) ?? [])
        {
            yield return state?.Waiting?.Reason;
            yield return state?.Terminated?.Reason;
            if (state?.Terminated?.ExitCode is { } code and not 0)
                yield return string.Create(CultureInfo.InvariantCulture, $"exit code {code}");
        }

        yield return pod.Status?.Conditions.OrEmpty().FirstOrDefault(condition => condition is { Type: "PodScheduled", Status: "False" })?.Reason;
    }
}
