using System.Collections.Immutable;
using System.Text.Json.Nodes;
using LocalCluster.Json;

namespace LocalCluster.Nodes.Spark;

/// <summary>An executor to create: its pod and the claims that come with it.</summary>
internal sealed record ExecutorDraft(JsonObject Pod, ImmutableArray<JsonObject> Claims);

/// <summary>The executor pods of an application, as Spark's driver builds them from conf and template. Pure.</summary>
internal static class ExecutorPods
{
    // Spark's own order; it decides the order of lists in the pod.
    private static readonly ImmutableArray<Action<ExecutorBuild>> Steps =
    [
        ExecutorBasics.Apply,
        PodSecrets.Apply,
        PodVolumes.Apply,
        ExecutorHadoopConf.Apply,
        PodLocalDirs.Apply,
    ];

    public static ExecutorDraft Build(SparkApplicationFacts facts, int id)
    {
        var pod = facts.Template?.Clone() ?? [];
        pod["apiVersion"] = "v1";
        pod["kind"] = "Pod";
        _ = pod.Remove("status");
        var container = PodBuild.TakeContainer(pod.Ensure("spec"), facts.Conf["spark.kubernetes.executor.podTemplateContainerName"]);
        var build = new ExecutorBuild(facts, id, pod, container);
        foreach (var step in Steps)
            step(build);

        // The executor's own container comes after those that a template adds.
        pod.Ensure("spec").EnsureList("containers").Add((JsonNode)container);
        return new ExecutorDraft(pod, [.. build.Claims]);
    }
}

/// <summary>An executor pod in the making.</summary>
internal sealed record ExecutorBuild(SparkApplicationFacts Facts, int Id, JsonObject Pod, JsonObject Container)
    : PodBuild(Facts.Conf, Facts.VersionLabel, "executor", $"{Facts.Prefix}-exec-{Id}", Facts.LocalDirectory, Pod, Container)
{
    public override string ExecutorId => $"{Id}";
}

/// <summary>Lists that are made when they are first needed.</summary>
internal static class Lists
{
    public static JsonArray EnsureList(this JsonObject parent, string name)
    {
        if (parent[name] is JsonArray found)
            return found;
        var made = new JsonArray();
        parent[name] = made;
        return made;
    }
}
