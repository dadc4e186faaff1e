using System.Collections.Immutable;
using System.Text.Json.Nodes;
using LocalCluster.Json;

namespace LocalCluster.Nodes.Spark;

/// <summary>The executors of an application as its driver sees them. Pure.</summary>
internal sealed record ExecutorAllocation(int Target, int MaxFailures, ImmutableSortedSet<int> Requested, ImmutableSortedSet<int> Running, int NextId, int Failures)
{
    public static ExecutorAllocation For(SparkApplicationFacts facts)
    {
        var conf = facts.Conf;
        var target = facts.InitialExecutors;
        var ceiling = conf.Flag("spark.dynamicAllocation.enabled") ? conf.Number("spark.dynamicAllocation.maxExecutors") ?? target : target;
        return new ExecutorAllocation(target, conf.Number("spark.executor.maxNumFailures") ?? Math.Max(2 * ceiling, 3), [], [], 1, 0);
    }

    /// <summary>Ids of the executors to create now.</summary>
    public IEnumerable<int> Missing => Enumerable.Range(NextId, Math.Max(0, Target - Requested.Count - Running.Count));

    /// <summary>Ids of the executors to remove now: those that came last.</summary>
    public IEnumerable<int> Surplus => Requested.Union(Running).Reverse().Take(Math.Max(0, Requested.Count + Running.Count - Target));

    /// <summary>Spark's scheduler waits for 80 % of the executors before it starts to work.</summary>
    public bool HasEnough => Running.Count >= Math.Ceiling(Target * 0.8);

    public bool HasFailedTooOften => Failures >= MaxFailures;

    public ExecutorAllocation WithRequested(int id) => this with { Requested = Requested.Add(id), NextId = Math.Max(NextId, id + 1) };

    /// <summary>An executor that is not wanted any more: whatever becomes of its pod counts for nothing.</summary>
    public ExecutorAllocation Without(int id) => this with { Requested = Requested.Remove(id), Running = Running.Remove(id) };

    /// <summary>Takes in what the watch says of one executor; <c>Failed</c> pods count, deleted ones are replaced without counting.</summary>
    public ExecutorAllocation After(string change, JsonObject pod)
    {
        if (!int.TryParse(pod.TextAt("metadata", "labels", "spark-exec-id") ?? pod.TextAt("metadata", "name")?.Split('-')[^1], out var id) || !(Requested.Contains(id) || Running.Contains(id)))
            return this;
        var without = Without(id);
        var isDeleting = pod.At("metadata", "deletionTimestamp") is not null;
        return (change, pod.TextAt("status", "phase")) switch
        {
            // Somebody deleted it: Spark makes another one and holds it against nobody.
            (_, not "Running") when isDeleting => without,
            (_, "Failed") => without with { Failures = Failures + 1 },
            ("DELETED", _) or (_, "Succeeded") => without,
            (_, "Running") => without with { Running = without.Running.Add(id) },
            _ => this,
        };
    }
}
