using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;
using Cli.Output;
using Shared.Contracts.Core;
using Shared.Contracts.Names;
using Shared.Contracts.SparkApplications;

namespace Cli.Diagnose;

/// <summary>From what was found to what is wrong. Pure; the first rule that holds is the likeliest cause.</summary>
internal static partial class CauseRules
{
    private static readonly ImmutableArray<Func<Case, Cause?>> InOrder =
    [
        MissingReference,
        FromController,
        Unseen,
        Unscheduled,
        NoImage,
        OutOfMemory,
        FromLog,
        FailedWithoutWords,
        Waiting,
    ];

    public static IReadOnlyList<Cause> Of(Case found)
    {
        var causes = new List<Cause>();
        foreach (var cause in InOrder.Select(rule => rule(found)).OfType<Cause>())
        {
            if (!causes.Exists(told => told.Sentence == cause.Sentence || SaysTheSame(told, cause)))
                causes.Add(cause);
        }

        return causes;
    }

    // The controller and we see the same pods: one piece of evidence, but for the name in front, is one cause in other words.
    private static bool SaysTheSame(Cause told, Cause cause) =>
        cause.Evidence.Count > 0 && cause.Evidence.All(line => told.Evidence.Any(seen => line.EndsWith(seen, StringComparison.Ordinal)));

    private static Cause? MissingReference(Case found) => found.MissingReferences.Count == 0 ? null : new Cause(
        $"The application needs {string.Join(", ", found.MissingReferences)}, which {(found.MissingReferences.Count == 1 ? "does" : "do")} not exist in its namespace.",
        [.. Warnings(found).Where(text => found.MissingReferences.Any(missing => text.Contains(missing.Split('\'')[1], StringComparison.Ordinal)))],
        "Create what is missing, or correct the name in the manifest.");

    // The controller saw more, and earlier, than can be read now.
    private static Cause? FromController(Case found) => found.Application.Status?.Diagnosis is { Message: { Length: > 0 } message } diagnosis
        ? new Cause(message, diagnosis.Evidence is { Length: > 0 } evidence ? [evidence] : [], diagnosis.NextStep ?? "See the events and the driver's log.")
        : null;

    private static Cause? Unseen(Case found) => found.Application.Status?.ApplicationState is null
        ? new Cause("No controller has looked at the application yet.", [], "Run 'sparkctl doctor': is a controller running, and does it watch this namespace?")
        : null;

    private static Cause? Unscheduled(Case found) => (
        from pod in found.Pods
        from condition in pod.Status?.Conditions.OrEmpty() ?? []
        where condition is { Type: "PodScheduled", Status: "False" }
        select new Cause($"The {PodText.Role(pod)} pod cannot be scheduled.", [$"{pod.Metadata?.Name}: {condition.Reason}: {condition.Message}"],
            "Ask for less, or give the cluster nodes that fit: resources, node selector, affinity, tolerations and volumes all count.")).FirstOrDefault();

    private static Cause? NoImage(Case found) => (
        from pod in found.Pods
        from container in pod.Status?.ContainerStatuses.OrEmpty() ?? []
        let waiting = container.State?.Waiting
        where waiting?.Reason is "ErrImagePull" or "ImagePullBackOff" or "InvalidImageName"
        select new Cause($"The image of the {PodText.Role(pod)} cannot be pulled.", [$"{pod.Metadata?.Name}: {waiting.Reason}: {waiting.Message}"],
            "Check name and tag of spec.image, and spec.imagePullSecrets for a private registry.")).FirstOrDefault();

    private static Cause? OutOfMemory(Case found) => (
        from pod in found.Pods
        from container in pod.Status?.ContainerStatuses.OrEmpty() ?? []
        let ended = container.State?.Terminated
        where ended?.Reason is "OOMKilled"
        select new Cause($"The kernel killed the {PodText.Role(pod)} because it used more memory than its limit.", [$"{pod.Metadata?.Name}: OOMKilled, exit code {ended.ExitCode}"],
            $"Raise {(PodText.Role(pod) == SparkRoles.Driver ? "spec.driver" : "spec.executor")}.memoryOverhead (Python and native code live there), or memory.")).FirstOrDefault();

    private static Cause? FromLog(Case found)
    {
        var lines = found.DriverLog ?? [];
        for (var index = lines.Count - 1; index >= 0; index--)
        {
            if (!Exception().IsMatch(lines[index]))
                continue;

            var trace = lines.Skip(index).TakeWhile((line, at) => at == 0 || StackLine().IsMatch(line)).Take(6).ToList();
            return new Cause($"The driver's log ends with an exception: {lines[index].Trim()}", trace, Advice(lines[index]));
        }

        return null;
    }

    private static string Advice(string exception) => exception switch
    {
        _ when exception.Contains("OutOfMemoryError", StringComparison.Ordinal) => "Raise spec.driver.memory: the heap of the JVM is full.",
        _ when exception.Contains("ClassNotFound", StringComparison.Ordinal) || exception.Contains("NoClassDefFound", StringComparison.Ordinal) =>
            "Check spec.mainClass and that spec.mainApplicationFile and spec.deps.jars bring the class, built for this Spark and Scala version.",
        _ when exception.Contains("FileNotFound", StringComparison.Ordinal) || exception.Contains("NoSuchFile", StringComparison.Ordinal) =>
            "Check the path: local:// means a path in the image.",
        _ when exception.Contains("orbidden", StringComparison.Ordinal) => "Give the driver's service account the rights of examples/spark-rbac.yaml.",
        _ => "Read on with 'sparkctl log'.",
    };

    private static Cause? FailedWithoutWords(Case found) => found.Application.Status is { State: ApplicationState.Failed or ApplicationState.SubmissionFailed, ErrorMessage: { Length: > 0 } message }
        ? new Cause(message, [.. Warnings(found).TakeLast(3)], "See the events and the driver's log.")
        : null;

    private static Cause? Waiting(Case found) => found.Application.Status?.State switch
    {
        ApplicationState.PendingRerun => new Cause("The last attempt failed and the next one is waited for.", [.. Warnings(found).TakeLast(3)], "Nothing is to be done; spec.restartPolicy says when and how often."),
        ApplicationState.Suspended => new Cause("The application is suspended.", [], $"'sparkctl resume {found.Application.Metadata?.Name}' starts it again."),
        _ => null,
    };

    private static IEnumerable<string> Warnings(Case found) =>
        from item in found.Events
        where item.Type == "Warning"
        select string.Create(CultureInfo.InvariantCulture, $"event {item.Reason} on {item.InvolvedObject?.Name}: {(item.Message ?? "").ReplaceLineEndings(" ")}");

    [GeneratedRegex(@"\b[\w.$]+(Exception|Error)\b(:|$)")]
    private static partial Regex Exception();

    [GeneratedRegex(@"^\s+at |^\s+\.\.\. |^Caused by:|^\s*File ")]
    private static partial Regex StackLine();
}
