using System.Collections.Immutable;
using System.Text.Json.Nodes;
using LocalCluster.Json;

namespace LocalCluster.Controllers.Jobs;

/// <summary>A pod of a Job, as far as the Job is concerned.</summary>
internal sealed record JobPod(string Name, string Uid, string Phase, bool IsDeleting);

/// <summary>What a Job needs done, and the status that tells of it.</summary>
internal sealed record JobDecision(int PodsToCreate, ImmutableArray<JobPod> PodsToDelete, JsonObject Status);

/// <summary>The rules of a plain Job (not indexed): parallelism, completions, backoffLimit, suspend. Pure.</summary>
internal static class JobRules
{
    public static JobDecision Decide(JsonObject job, IReadOnlyList<JobPod> pods, DateTimeOffset now)
    {
        var spec = job.ObjectAt("spec");
        var parallelism = (int)(spec.NumberAt("parallelism") ?? 1);
        var completions = (int?)spec.NumberAt("completions") ?? (spec.ContainsKeyWithValue("parallelism") ? 1 : parallelism);
        var backoffLimit = spec.NumberAt("backoffLimit") ?? 6;
        var before = job.ObjectAt("status");

        var active = pods.Where(pod => pod.Phase is not ("Succeeded" or "Failed") && !pod.IsDeleting).ToImmutableArray();
        var succeeded = pods.Count(pod => pod.Phase is "Succeeded");
        var failed = pods.Count(pod => pod.Phase is "Failed");
        var isSuspended = spec.FlagAt("suspend") ?? false;
        var verdict = Ended(before) ?? (succeeded >= completions ? "Complete" : failed > backoffLimit ? "Failed" : null);

        var wanted = verdict is not null || isSuspended ? 0 : Math.Min(parallelism, completions - succeeded);
        var surplus = active.Length > wanted ? active[wanted..] : [];
        return new JobDecision(Math.Max(0, wanted - active.Length), surplus, Status());

        JsonObject Status()
        {
            var status = new JsonObject
            {
                ["active"] = active.Length - surplus.Length + Math.Max(0, wanted - active.Length),
                ["succeeded"] = succeeded,
                ["failed"] = failed,
                ["ready"] = pods.Count(pod => pod.Phase is "Running" && !pod.IsDeleting),
                ["startTime"] = before.TextAt("startTime") ?? (isSuspended ? null : Times.Seconds(now)),
            };
            if (verdict is null)
                return status;

            status["completionTime"] = verdict is "Complete" ? before.TextAt("completionTime") ?? Times.Seconds(now) : null;
            status["conditions"] = Ended(before) is not null ? before!["conditions"]?.DeepClone() : new JsonArray(Condition(verdict, now));
            return status;
        }
    }

    private static string? Ended(JsonObject? status) => status.ListAt("conditions").Objects()
        .Where(condition => condition.TextAt("status") is "True").Select(condition => condition.TextAt("type")).FirstOrDefault(type => type is "Complete" or "Failed");

    private static JsonObject Condition(string verdict, DateTimeOffset now) => new()
    {
        ["type"] = verdict,
        ["status"] = "True",
        ["lastProbeTime"] = Times.Seconds(now),
        ["lastTransitionTime"] = Times.Seconds(now),
        ["reason"] = verdict is "Complete" ? "CompletionsReached" : "BackoffLimitExceeded",
        ["message"] = verdict is "Complete" ? "Reached expected number of succeeded pods" : "Job has reached the specified backoff limit",
    };

    private static bool ContainsKeyWithValue(this JsonObject? map, string key) => map?[key] is not null;
}
