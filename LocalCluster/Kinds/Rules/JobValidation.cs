using System.Text.Json.Nodes;
using LocalCluster.Errors;
using LocalCluster.Json;
using LocalCluster.Types;

namespace LocalCluster.Kinds.Rules;

/// <summary>What is wrong with Jobs and CronJobs, and what of a Job never changes.</summary>
internal static class JobValidation
{
    // A CronJob puts eleven characters behind its own name.
    private const int LongestCronName = 52;

    private static readonly string[] Counts = ["parallelism", "completions", "activeDeadlineSeconds", "backoffLimit", "ttlSecondsAfterFinished"];

    public static IEnumerable<Cause> OfJob(JsonObject? old, JsonObject job)
    {
        var spec = job.ObjectAt("spec") ?? [];
        return
        [
            .. old is null && spec.FlagAt("manualSelector") != true ? Generated(job, spec) : [],
            .. OfSpec(spec, "spec", isNew: old is null),
            .. old is null ? Selector(spec) : Changes(old.ObjectAt("spec") ?? [], spec),
        ];
    }

    public static IEnumerable<Cause> OfCronJob(JsonObject? old, JsonObject job)
    {
        var spec = job.ObjectAt("spec") ?? [];
        if (spec.TextAt("schedule") is not { Length: > 0 } schedule)
            yield return Cause.Required("spec.schedule");
        else if (ScheduleProblem(schedule) is { } problem)
            yield return Cause.Invalid("spec.schedule", schedule, problem);
        foreach (var cause in Negative(spec, "spec", "startingDeadlineSeconds").Concat(PodSpecValidation.Choice("spec.concurrencyPolicy", spec.TextAt("concurrencyPolicy"), "Allow", "Forbid", "Replace"))
            .Concat(OfSpec(spec.ObjectAt("jobTemplate", "spec") ?? [], "spec.jobTemplate.spec", isNew: old is null)).Concat(Negative(spec, "spec", "successfulJobsHistoryLimit", "failedJobsHistoryLimit")))
            yield return cause;
        if (old is null && job.TextAt("metadata", "name") is { Length: > LongestCronName } name)
            yield return Cause.Invalid("metadata.name", name, $"must be no more than {LongestCronName} characters");
    }

    private static IEnumerable<Cause> OfSpec(JsonObject spec, string path, bool isNew)
    {
        foreach (var cause in Negative(spec, path, Counts).Concat(PodSpecValidation.Choice($"{path}.completionMode", spec.TextAt("completionMode"), "Indexed", "NonIndexed")))
            yield return cause;
        if (spec.TextAt("completionMode") is "Indexed" && spec["completions"] is null)
            yield return Cause.Required($"{path}.completions", "when completion mode is Indexed");
        if (!isNew)
            yield break;
        var template = spec.ObjectAt("template", "spec") ?? [];
        foreach (var cause in PodSpecValidation.Of(template, $"{path}.template.spec"))
            yield return cause;
        if (template.TextAt("restartPolicy") is null or "" or "Always")
            yield return Cause.Required($"{path}.template.spec.restartPolicy", "valid values: \"OnFailure\", \"Never\"");
    }

    private static IEnumerable<Cause> Negative(JsonObject spec, string path, params string[] fields) => fields
        .Where(field => spec.NumberAt(field) is < 0)
        .Select(field => Cause.Invalid($"{path}.{field}", spec.NumberAt(field), "must be greater than or equal to 0"));

    private static IEnumerable<Cause> Generated(JsonObject job, JsonObject spec) =>
        spec.ObjectAt("selector", "matchLabels").TextAt("batch.kubernetes.io/controller-uid") == job.TextAt("metadata", "uid") && spec.ObjectAt("selector", "matchLabels") is { Count: 1 }
            && spec.ListAt("selector", "matchExpressions") is null or { Count: 0 }
            ? [] : [Cause.Invalid("spec.selector", spec["selector"]?.DeepClone(), "`selector` not auto-generated")];

    private static IEnumerable<Cause> Selector(JsonObject spec)
    {
        if (spec.ObjectAt("selector") is not { } selector)
            yield return Cause.Required("spec.selector");
        else if (WorkloadValidation.Misses(selector, spec))
            yield return WorkloadValidation.Mismatch("spec.template", spec);
    }

    private static IEnumerable<Cause> Changes(JsonObject old, JsonObject spec)
    {
        foreach (var field in new[] { "completions", "selector", "template", "completionMode", "podFailurePolicy", "backoffLimitPerIndex", "managedBy", "successPolicy" })
        {
            // How many an indexed job has may follow how many run at once.
            if (field == "completions" && spec.TextAt("completionMode") is "Indexed" && spec.NumberAt("completions") == spec.NumberAt("parallelism"))
                continue;
            if (!JsonNode.DeepEquals(old[field], spec[field]))
                yield return Cause.Invalid($"spec.{field}", field == "template" ? InternalForm.Of(ApiTypes.Named("core.v1.PodTemplateSpec"), spec.ObjectAt(field)) : spec[field]?.DeepClone(), "field is immutable");
        }
    }

    // Only how many parts there are: what stands in them is the schedulers' business.
    private static string? ScheduleProblem(string schedule)
    {
        if (schedule.StartsWith('@'))
            return null;
        var parts = schedule.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return parts.Length == 5 ? null : $"expected exactly 5 fields, found {parts.Length}: [{string.Join(' ', parts)}]";
    }
}
