using System.Text.Json.Nodes;
using Shared.Contracts.ScheduledSparkApplications;
using Shared.Contracts.SparkApplications;
using Shared.Submission.Conversion;

namespace Cli.Conversion;

/// <summary>A manifest of today, and what it does not say of the old one.</summary>
internal sealed record ConvertedManifest(JsonObject Object, IReadOnlyList<LostSetting> Lost, IReadOnlyList<string> Warnings);

/// <summary>Brings manifests of Google's operator up to date. Pure; unknown members stay as they are.</summary>
internal static class LegacyManifest
{
    private const string Group = "sparkoperator.k8s.io/";

    public static bool IsOne(string? apiVersion, string? kind) =>
        apiVersion?.StartsWith(Group, StringComparison.Ordinal) == true && kind is SparkApplication.KindName or ScheduledSparkApplication.KindName;

    public static ConvertedManifest ToCurrent(JsonObject old)
    {
        var converted = old.DeepClone().AsObject();
        converted["apiVersion"] = SparkApplication.GroupVersion;
        converted.Remove("status");
        var lost = new List<LostSetting>();
        var isSchedule = converted["kind"]?.GetValue<string>() == ScheduledSparkApplication.KindName;
        if (isSchedule && converted["spec"] is JsonObject schedule)
            HistoryLimit(schedule);
        if ((isSchedule ? converted["spec"]?["template"] : converted["spec"]) is JsonObject spec)
            lost.AddRange(LegacyRules.InOrder.SelectMany(rule => rule(spec).ToList()));
        return new ConvertedManifest(converted, lost, [.. Warnings(converted, isSchedule)]);
    }

    private static void HistoryLimit(JsonObject spec)
    {
        if (spec["runHistoryLimit"]?.DeepClone() is not { } limit)
            return;

        spec.Remove("runHistoryLimit");
        spec["successfulRunHistoryLimit"] ??= limit;
        spec["failedRunHistoryLimit"] ??= limit.DeepClone();
    }

    private static IEnumerable<string> Warnings(JsonObject converted, bool isSchedule)
    {
        var path = isSchedule ? "spec.template" : "spec";
        var spec = isSchedule ? converted["spec"]?["template"] : converted["spec"];
        if (spec?["sparkVersion"] is null)
            yield return $"{path}.sparkVersion is missing and needed today; write the version of Spark in the image.";
        if (spec?["mainApplicationFile"] is null)
            yield return $"{path}.mainApplicationFile is missing and needed today.";
        if (spec?["batchSchedulerOptions"]?["priorityClassName"] is not null)
            yield return $"{path}.batchSchedulerOptions.priorityClassName no longer reaches the pods; set driver.priorityClassName and executor.priorityClassName if they should have it.";
        if (converted["metadata"]?["name"]?.GetValue<string>() is { Length: > 0 } name && (name.Contains('.') || char.IsAsciiDigit(name[0])))
            yield return $"metadata.name '{name}' must start with a letter and have no dots today.";
    }
}
