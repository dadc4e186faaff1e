using System.Text.Json.Nodes;
using LocalCluster.Json;

namespace LocalCluster.Kinds.Rules;

internal static class JobRules
{
    public static readonly KindRules Rules = new()
    {
        CountsGeneration = true,
        Default = Default,
        PrepareCreate = PrepareCreate,
        PrepareUpdate = StatusRules.Keep,
        Validate = JobValidation.OfJob,
        DeleteAnswersObject = false,
        Fields = [new("status.successful", "0", "status.succeeded")],
    };

    private static void Default(JsonObject job)
    {
        if (job.ObjectAt("spec") is not { } spec)
            return;
        if (spec["completions"] is null && spec["parallelism"] is null)
            spec["completions"] = 1;
        spec.Default("parallelism", 1);
        // Counted for each index apart, the sum has no limit.
        spec.Default("backoffLimit", spec["backoffLimitPerIndex"] is null ? 6 : int.MaxValue);
        spec.Default("completionMode", "NonIndexed");
        spec.Default("suspend", false);
        spec.Default("manualSelector", false);
        spec.Default("podReplacementPolicy", spec["podFailurePolicy"] is null ? "TerminatingOrFailed" : "Failed");
        foreach (var condition in spec.ObjectAt("podFailurePolicy")?["rules"].Objects().SelectMany(rule => rule["onPodConditions"].Objects()) ?? [])
            condition.Default("status", "True");
        if (spec.ObjectAt("template", "spec") is { } template)
            PodTemplateDefaults.Apply(template);
    }

    // A job finds its pods by its own uid, so that two of the same name never share any.
    private static void PrepareCreate(JsonObject job, CreationFacts facts)
    {
        job["status"] = new JsonObject();
        if (job.ObjectAt("spec") is not { } spec || spec.FlagAt("manualSelector") == true)
            return;
        var (uid, name) = (job.TextAt("metadata", "uid") ?? "", job.TextAt("metadata", "name") ?? "");
        foreach (var labels in new[] { spec.Ensure("template").Ensure("metadata").Ensure("labels") })
        {
            labels["batch.kubernetes.io/controller-uid"] = uid;
            labels["batch.kubernetes.io/job-name"] = name;
            labels["controller-uid"] = uid;
            labels["job-name"] = name;
            // A job without labels of its own takes those of its template.
            if (job.ObjectAt("metadata", "labels") is null)
                job.Ensure("metadata")["labels"] = labels.DeepClone();
        }

        // What a client selects by stays, and is refused.
        spec.Ensure("selector").Ensure("matchLabels").Default("batch.kubernetes.io/controller-uid", uid);
    }
}
