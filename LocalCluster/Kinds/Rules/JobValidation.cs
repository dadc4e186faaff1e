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
    private const string Immutable = "field is immutable";
    private const string NeedsIndexes = "requires indexed completion mode";

    private static readonly string[] Counts = ["parallelism", "completions", "activeDeadlineSeconds", "backoffLimit", "ttlSecondsAfterFinished", "backoffLimitPerIndex", "maxFailedIndexes"];
    private static readonly string[] Fixed = ["completionMode", "podFailurePolicy", "backoffLimitPerIndex", "managedBy", "successPolicy"];

    public static IEnumerable<Cause> OfJob(JsonObject? old, JsonObject job)
    {
        var spec = job.ObjectAt("spec") ?? [];
        return
        [
            .. old is null && spec.FlagAt("manualSelector") != true ? Generated(job, spec) : [],
            .. OfSpec(spec, "spec"),
            .. Selector(spec),
            .. old is null ? OfIndexedName(job, spec) : Changes(old, spec),
        ];
    }

    public static IEnumerable<Cause> OfCronJob(JsonObject? old, JsonObject job)
    {
        var spec = job.ObjectAt("spec") ?? [];
        if (spec.TextAt("schedule") is not { Length: > 0 } schedule)
            yield return Cause.Required("spec.schedule");
        else
        {
            foreach (var problem in CronSchedules.Problems(schedule, mayNameZone: old?.TextAt("spec", "schedule")?.Contains("TZ", StringComparison.Ordinal) == true, spec.TextAt("timeZone")))
                yield return Cause.Invalid("spec.schedule", schedule, problem);
        }

        foreach (var cause in Negative(spec, "spec", "startingDeadlineSeconds")
            .Concat(spec.TextAt("timeZone") is { } zone && zone != old?.TextAt("spec", "timeZone") ? CronSchedules.ZoneProblems(zone).Select(problem => Cause.Invalid("spec.timeZone", zone, problem)) : [])
            .Concat(PodSpecValidation.Choice("spec.concurrencyPolicy", spec.TextAt("concurrencyPolicy"), "Allow", "Forbid", "Replace"))
            .Concat(OfSpec(spec.ObjectAt("jobTemplate", "spec") ?? [], "spec.jobTemplate.spec"))
            .Concat(OfTemplate(spec.ObjectAt("jobTemplate", "spec") ?? [], "spec.jobTemplate.spec"))
            .Concat(Negative(spec, "spec", "successfulJobsHistoryLimit", "failedJobsHistoryLimit")))
            yield return cause;
        if (old is null && job.TextAt("metadata", "name") is { Length: > LongestCronName } name)
            yield return Cause.Invalid("metadata.name", name, $"must be no more than {LongestCronName} characters");
    }

    private static IEnumerable<Cause> OfSpec(JsonObject spec, string path)
    {
        foreach (var cause in Negative(spec, path, Counts))
            yield return cause;
        if (spec["maxFailedIndexes"] is not null && spec["backoffLimitPerIndex"] is null)
            yield return Cause.Required($"{path}.backoffLimitPerIndex", "when maxFailedIndexes is specified");
        var mode = spec.TextAt("completionMode");
        var isIndexed = mode is "Indexed";
        foreach (var cause in PodSpecValidation.Choice($"{path}.completionMode", mode, "NonIndexed", "Indexed").Concat(isIndexed ? OfIndexes(spec, path) : []))
            yield return cause;
        foreach (var field in mode is null or "NonIndexed" ? new[] { "backoffLimitPerIndex", "maxFailedIndexes" } : [])
        {
            if (spec.NumberAt(field) is { } number)
                yield return Cause.Invalid($"{path}.{field}", number, NeedsIndexes);
        }

        foreach (var cause in JobPolicies.OfFailure(spec, $"{path}.podFailurePolicy"))
            yield return cause;
        if (spec.ObjectAt("successPolicy") is { } success)
        {
            if (!isIndexed)
                yield return Cause.Invalid($"{path}.successPolicy", InternalForm.Of(ApiTypes.Named("batch.v1.SuccessPolicy"), success), NeedsIndexes);
            else if (success.ListAt("rules") is null or { Count: 0 })
                yield return Cause.Required($"{path}.successPolicy.rules", "at least one rules must be specified when the successPolicy is specified");
        }

        foreach (var cause in PodSpecValidation.Choice($"{path}.podReplacementPolicy", spec.TextAt("podReplacementPolicy"), spec["podFailurePolicy"] is null ? ["Failed", "TerminatingOrFailed"] : ["Failed"])
            .Concat(PodTemplateValidation.Of(spec.ObjectAt("template") ?? [], $"{path}.template"))
            .Concat(OfRestarts(spec, $"{path}.template.spec.restartPolicy")))
            yield return cause;
    }

    private static IEnumerable<Cause> OfIndexes(JsonObject spec, string path)
    {
        if (spec["completions"] is null)
            yield return Cause.Required($"{path}.completions", "when completion mode is Indexed");
        if (spec.NumberAt("parallelism") is > 100_000 and var wide)
            yield return Cause.Invalid($"{path}.parallelism", wide, "must be less than or equal to 100000 when completion mode is Indexed");
        if (spec.NumberAt("maxFailedIndexes") is { } failures && failures > spec.NumberAt("completions"))
            yield return Cause.Invalid($"{path}.maxFailedIndexes", failures, "must be less than or equal to completions");
    }

    private static IEnumerable<Cause> OfRestarts(JsonObject spec, string path) => spec.TextAt("template", "spec", "restartPolicy") switch
    {
        null or "" or "Always" => [Cause.Required(path, "valid values: \"OnFailure\", \"Never\"")],
        "OnFailure" when spec["podFailurePolicy"] is not null => [Cause.Invalid(path, "OnFailure", "only \"Never\" is supported when podFailurePolicy is specified")],
        var policy => PodSpecValidation.Choice(path, policy, "OnFailure", "Never"),
    };

    private static IEnumerable<Cause> OfTemplate(JsonObject spec, string path)
    {
        if (spec["selector"] is { } selector)
            yield return Cause.Invalid($"{path}.selector", selector.DeepClone(), "`selector` will be auto-generated");
        if (spec.FlagAt("manualSelector") == true)
            yield return Cause.NotSupported($"{path}.manualSelector", true, ["nil", "false"]);
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
        {
            yield return Cause.Required("spec.selector");
            yield break;
        }

        foreach (var cause in SelectorValidation.Selector(selector, "spec.selector"))
            yield return cause;
        if (WorkloadValidation.Misses(selector, spec))
            yield return WorkloadValidation.Mismatch("spec.template", spec);
    }

    // Its last pod will have the name of the job and its index as host name.
    private static IEnumerable<Cause> OfIndexedName(JsonObject job, JsonObject spec)
    {
        if (spec.TextAt("completionMode") is not "Indexed" || spec.NumberAt("completions") is not { } count || count <= 0)
            yield break;
        var (name, last) = (job.TextAt("metadata", "name") ?? "", $"{job.TextAt("metadata", "name")}-{count - 1}");
        if (Names.LabelProblems(last).Any())
            yield return Cause.Invalid("metadata.name", name, $"will not able to create pod with invalid DNS label: {last}");
    }

    private static IEnumerable<Cause> Changes(JsonObject oldJob, JsonObject spec)
    {
        var old = oldJob.ObjectAt("spec") ?? [];
        // How many an indexed job has may follow how many run at once.
        if (!JsonNode.DeepEquals(old["completions"], spec["completions"]) && !(spec.TextAt("completionMode") is "Indexed" && spec["completions"] is null))
        {
            if (spec.TextAt("completionMode") is not "Indexed")
                yield return Cause.Invalid("spec.completions", spec["completions"]?.DeepClone(), Immutable);
            else if (spec.NumberAt("completions") != spec.NumberAt("parallelism"))
                yield return Cause.Invalid("spec.completions", spec["completions"]!.DeepClone(), "can only be modified in tandem with spec.parallelism");
        }

        if (!JsonNode.DeepEquals(old["selector"], spec["selector"]))
            yield return Cause.Invalid("spec.selector", spec["selector"]?.DeepClone(), Immutable);
        if (!JsonNode.DeepEquals(Kept(oldJob, spec), spec["template"]))
            yield return Cause.Invalid("spec.template", InternalForm.Of(ApiTypes.Named("core.v1.PodTemplateSpec"), spec.ObjectAt("template")), Immutable);
        foreach (var field in Fixed.Where(field => !JsonNode.DeepEquals(old[field], spec[field])))
            yield return Cause.Invalid($"spec.{field}", spec[field]?.DeepClone(), Immutable);
    }

    // While nothing of a job has run yet, where its pods will go may still be decided.
    private static JsonNode? Kept(JsonObject oldJob, JsonObject spec)
    {
        var old = oldJob.ObjectAt("spec", "template");
        if (old is null || oldJob.FlagAt("spec", "suspend") != true || oldJob.At("status", "startTime") is not null || spec.ObjectAt("template") is not { } template)
            return old;
        var kept = old.Clone();
        foreach (var (part, fields) in new[] { ("metadata", new[] { "labels", "annotations" }), ("spec", ["nodeSelector", "tolerations", "schedulingGates"]) })
        {
            foreach (var field in fields)
            {
                if (template.At(part, field) is { } value)
                    kept.Ensure(part)[field] = value.DeepClone();
                else
                    _ = kept.Ensure(part).Remove(field);
            }
        }

        if (template.ObjectAt("spec", "affinity", "nodeAffinity") is { } affinity)
            kept.Ensure("spec").Ensure("affinity")["nodeAffinity"] = affinity.DeepClone();
        return kept;
    }
}
