using System.Globalization;
using System.Text;
using Shared.Contracts.Core;
using Shared.Contracts.Serialization;
using Shared.Contracts.SparkApplications;

namespace Cli.Output;

/// <summary>One application on one screen.</summary>
internal static class StatusText
{
    public static string Render(SparkApplication application, IReadOnlyList<Pod> pods, IReadOnlyList<Event> events, DateTimeOffset now, Colours colours)
    {
        var status = application.Status ?? new SparkApplicationStatus();
        var text = new StringBuilder();
        Line(text, "Name", application.Metadata?.Name);
        Line(text, "Namespace", application.Metadata?.Namespace);
        Line(text, "State", colours.Paint(status.ApplicationState?.State is { Length: > 0 } state ? state : application.Status is null ? "NEW (no controller has looked at it yet)" : "NEW"));
        Line(text, "Error", status.ErrorMessage);
        Line(text, "Diagnosis", status.Diagnosis?.Message);
        Line(text, "Evidence", status.Diagnosis?.Evidence);
        Line(text, "Next step", status.Diagnosis?.NextStep);
        Line(text, "Submitted", Instant(status.LastSubmissionAttemptTime, now));
        Line(text, "Finished", Instant(status.TerminationTime, now));
        Line(text, "Attempts", string.Create(CultureInfo.InvariantCulture, $"{status.SubmissionAttempts ?? 0} submitted, {status.ExecutionAttempts ?? 0} run"));
        Line(text, "Spark id", status.SparkApplicationId);
        Line(text, "UI", status.DriverInfo?.WebUIIngressAddress ?? status.DriverInfo?.WebUIAddress);
        Section(text, "Pods", pods.Count, () => TextTable.Render(["ROLE", "NAME", "STATE", "NODE", "AGE"], [.. pods.OrderBy(PodText.Role, StringComparer.Ordinal).Select(pod => PodRow(pod, now))], colours));
        var gone = status.ExecutorState.OrEmpty().Where(executor => !pods.Any(pod => pod.Metadata?.Name == executor.Key)).OrderBy(executor => executor.Key, StringComparer.Ordinal).ToList();
        Section(text, "Executors whose pods are gone, as last seen", gone.Count, () => TextTable.Render(["NAME", "STATE"], [.. gone.Select(executor => (IReadOnlyList<string>)[executor.Key, executor.Value])], colours));
        Section(text, "Events", events.Count, () => EventText.Render(events, now, colours));
        return text.ToString();
    }

    private static void Line(StringBuilder text, string label, string? value)
    {
        if (!string.IsNullOrEmpty(value))
            text.Append($"{label}:".PadRight(13)).Append(value.ReplaceLineEndings("\n             ")).Append('\n');
    }

    private static void Section(StringBuilder text, string title, int count, Func<string> table)
    {
        if (count > 0)
            text.Append('\n').Append(title).Append('\n').Append(table());
    }

    private static string? Instant(DateTimeOffset? instant, DateTimeOffset now) =>
        instant is { } then ? $"{KubernetesTime.Format(then)} ({Ages.Short(now - then)} ago)" : null;

    private static string[] PodRow(Pod pod, DateTimeOffset now) =>
        [PodText.Role(pod), pod.Metadata?.Name ?? "", PodText.State(pod), pod.Spec?.NodeName ?? "", Ages.Since(pod.Metadata?.CreationTimestamp, now)];
}
