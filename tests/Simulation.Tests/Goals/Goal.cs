using System.Text.Json.Nodes;

namespace Simulation.Tests.Goals;

/// <summary>How a scenario has to end, whatever went wrong on the way.</summary>
internal abstract record Goal
{
    /// <summary>In words; none when it has ended as it should.</summary>
    public abstract IEnumerable<string> Missed(SimulatedCluster cluster, Oracles oracles, Plan plan);

    private protected static IEnumerable<JsonObject> Companions(SimulatedCluster cluster) =>
        new[] { "configmaps", "services", "networkpolicies" }.SelectMany(cluster.Api.All);

    private protected static string Of(JsonObject item) => $"{item["kind"]} {item["metadata"]!["name"]}";

    /// <summary>A person's edit is to be seen in it.</summary>
    private protected static bool HasMark(JsonObject item) => item.ToJsonString().Contains(SimulatedCluster.Mark, StringComparison.Ordinal);

    /// <summary>Companions of applications that should be gone.</summary>
    private protected static IEnumerable<string> LeftOver(SimulatedCluster cluster, Plan plan)
    {
        // A Job is kept for its log, and its files go with it.
        var (alive, jobs) = (cluster.Ours.ToHashSet(StringComparer.Ordinal), cluster.Api.All("jobs").Select(SimulatedCluster.Uid).ToHashSet(StringComparer.Ordinal));
        return Companions(cluster)
            .Where(item => !SimulatedCluster.Owners(item).Any(jobs.Contains))
            .Where(item => !plan.MayLeaveCompanions || !SimulatedCluster.Owners(item).Any(alive.Contains))
            .Select(item => $"O5: {Of(item)} is left over");
    }

    private protected static IEnumerable<string> StillRunning(SimulatedCluster cluster) => cluster.Api.All("jobs")
        .Where(job => !SimulatedJobs.HasEnded(job) && SimulatedJobs.HasFiles(cluster.Api, job))
        .Select(job => $"O5: job {SimulatedCluster.NameOf(job)} is still on its way")
        .Concat(cluster.Api.All("pods").Where(pod => SimulatedCluster.Lives(pod) && SimulatedCluster.Owners(pod).Any()).Select(pod => $"O5: pod {SimulatedCluster.NameOf(pod)} still runs"));
}
