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
        ExecutorSecrets.Apply,
        ExecutorVolumes.Apply,
        ExecutorHadoopConf.Apply,
        ExecutorLocalDirs.Apply,
    ];

    public static ExecutorDraft Build(SparkApplicationFacts facts, int id)
    {
        var pod = facts.Template?.Clone() ?? [];
        pod["apiVersion"] = "v1";
        pod["kind"] = "Pod";
        _ = pod.Remove("status");
        var container = TakeContainer(pod.Ensure("spec"), facts.Conf["spark.kubernetes.executor.podTemplateContainerName"]);
        var build = new ExecutorBuild(facts, id, pod, container);
        foreach (var step in Steps)
            step(build);

        // The executor's own container comes after those that a template adds.
        pod.Ensure("spec").EnsureList("containers").Add((JsonNode)container);
        return new ExecutorDraft(pod, [.. build.Claims]);
    }

    private static JsonObject TakeContainer(JsonObject spec, string? name)
    {
        var containers = spec.ListAt("containers") ?? [];
        var named = containers.Objects().Where(one => one.TextAt("name") == name).ToList();
        var chosen = named.Count == 1 ? named[0] : containers.Objects().FirstOrDefault();
        if (chosen is null)
            return [];
        _ = containers.Remove(chosen);
        return chosen;
    }
}

/// <summary>An executor pod in the making.</summary>
internal sealed record ExecutorBuild(SparkApplicationFacts Facts, int Id, JsonObject Pod, JsonObject Container)
{
    public List<JsonObject> Claims { get; } = [];

    public SparkConf Conf => Facts.Conf;

    public string Name => $"{Facts.Prefix}-exec-{Id}";

    public JsonObject Spec => Pod.Ensure("spec");

    public void AddEnv(string name, string value) => Container.EnsureList("env").Add((JsonNode)new JsonObject { ["name"] = name, ["value"] = value });

    public void AddEnvFromField(string name, string path) => Container.EnsureList("env").Add((JsonNode)new JsonObject
    {
        ["name"] = name,
        ["valueFrom"] = new JsonObject { ["fieldRef"] = new JsonObject { ["apiVersion"] = "v1", ["fieldPath"] = path } },
    });

    public void AddVolume(string name, string type, JsonObject source, string path)
    {
        Spec.EnsureList("volumes").Add((JsonNode)new JsonObject { ["name"] = name, [type] = source });
        AddMount(name, path);
    }

    public JsonObject AddMount(string volume, string path)
    {
        var mount = new JsonObject { ["name"] = volume, ["mountPath"] = path };
        Container.EnsureList("volumeMounts").Add((JsonNode)mount);
        return mount;
    }

    /// <summary>Spark's placeholders in values.</summary>
    public string Fill(string text) => text
        .Replace("{{APP_ID}}", Facts.AppId, StringComparison.Ordinal)
        .Replace("{{EXECUTOR_ID}}", $"{Id}", StringComparison.Ordinal);
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
