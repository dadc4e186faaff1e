using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using LocalCluster.Json;

namespace LocalCluster.Nodes.Spark;

/// <summary>Names, labels, owner, image, resources, environment and port of an executor.</summary>
internal static partial class ExecutorBasics
{
    private static readonly string[] ResizableResources = ["cpu", "memory"];

    public static void Apply(ExecutorBuild build)
    {
        Metadata(build);
        PodSpec(build);
        ContainerSpec(build);
        ExecutorEnvironment.Apply(build);
        if (build.Facts.HasConfigMap)
            build.AddVolume("spark-conf-volume-exec", "configMap", new JsonObject { ["name"] = build.Facts.ConfigMapName }, "/opt/spark/conf");
    }

    private static void Metadata(ExecutorBuild build)
    {
        var metadata = build.Pod.Ensure("metadata");
        metadata["name"] = build.Name;
        if (metadata.ContainsKey("namespace"))
            metadata["namespace"] = build.Facts.Namespace;

        var labels = metadata.Ensure("labels");
        foreach (var (key, value) in build.Conf.Below("spark.kubernetes.executor.label."))
            labels[key] = build.Facts.Since(4, 0) ? build.Fill(value) : value;
        labels["spark-version"] = build.Facts.VersionLabel;
        labels["spark-exec-id"] = $"{build.Id}";
        labels["spark-app-selector"] = build.Facts.AppId;
        labels["spark-app-name"] = AppNameLabel(build.Facts.AppName);
        labels["spark-role"] = "executor";
        labels["spark-exec-resourceprofile-id"] = "0";

        foreach (var (key, value) in build.Conf.Below("spark.kubernetes.executor.annotation."))
            metadata.Ensure("annotations")[key] = build.Fill(value);
        metadata.EnsureList("ownerReferences").Add((JsonNode)build.Facts.OwnedByDriver());
    }

    private static void PodSpec(ExecutorBuild build)
    {
        var (spec, conf) = (build.Spec, build.Conf);
        var hostname = build.Name.Length > 63 ? build.Name[^63..] : build.Name;
        spec["hostname"] = LeadingOddCharacters().Replace(hostname, "");
        spec["restartPolicy"] = "Never";
        if (build.Facts.Since(4, 1))
            spec["terminationGracePeriodSeconds"] = Seconds(conf["spark.kubernetes.executor.terminationGracePeriodSeconds"]) ?? 30;
        foreach (var (key, value) in conf.Below("spark.kubernetes.node.selector.").Concat(conf.Below("spark.kubernetes.executor.node.selector.")))
            spec.Ensure("nodeSelector")[key] = value;
        foreach (var secret in (conf["spark.kubernetes.container.image.pullSecrets"] ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
            spec.EnsureList("imagePullSecrets").Add((JsonNode)new JsonObject { ["name"] = secret });
        if ((conf["spark.kubernetes.executor.scheduler.name"] ?? conf["spark.kubernetes.scheduler.name"]) is { } scheduler)
            spec["schedulerName"] = scheduler;

        var account = conf["spark.kubernetes.authenticate.executor.serviceAccountName"]
            ?? spec.TextAt("serviceAccountName") ?? spec.TextAt("serviceAccount") ?? conf["spark.kubernetes.authenticate.driver.serviceAccountName"];
        if (account is null)
            return;
        spec["serviceAccount"] = account;
        spec["serviceAccountName"] = account;
    }

    private static void ContainerSpec(ExecutorBuild build)
    {
        var (container, conf) = (build.Container, build.Conf);
        container.Default("name", "spark-kubernetes-executor");
        container["image"] = conf["spark.kubernetes.executor.container.image"] ?? conf["spark.kubernetes.container.image"] ?? "spark";
        container["imagePullPolicy"] = conf["spark.kubernetes.container.image.pullPolicy"] ?? "IfNotPresent";
        container.EnsureList("args").Add((JsonNode)"executor");
        if ((conf.Number("spark.blockManager.port") ?? 7079) is > 0 and var port)
            container.EnsureList("ports").Add((JsonNode)new JsonObject { ["name"] = "blockmanager", ["containerPort"] = port });
        if (conf.Flag("spark.decommission.enabled"))
        {
            container["lifecycle"] = new JsonObject
            {
                ["preStop"] = new JsonObject { ["exec"] = new JsonObject { ["command"] = new JsonArray(conf["spark.kubernetes.decommission.script"] ?? "/opt/decom.sh") } },
            };
        }

        Resources(container.Ensure("resources"), build);
        if (build.Facts.Since(4, 2))
        {
            foreach (var resource in ResizableResources)
                container.EnsureList("resizePolicy").Add((JsonNode)new JsonObject { ["resourceName"] = resource, ["restartPolicy"] = "NotRequired" });
        }

        if (build.Facts.Since(4, 3))
            container.Ensure("securityContext")["allowPrivilegeEscalation"] = false;
    }

    private static void Resources(JsonObject resources, ExecutorBuild build)
    {
        var conf = build.Conf;
        var memory = $"{MemoryMiB(build.Facts)}Mi";
        resources.Ensure("requests")["memory"] = memory;
        resources.Ensure("limits")["memory"] = memory;
        resources.Ensure("requests")["cpu"] = conf["spark.kubernetes.executor.request.cores"] ?? conf["spark.executor.cores"] ?? "1";
        if (conf["spark.kubernetes.executor.limit.cores"] is { } limit)
            resources.Ensure("limits")["cpu"] = limit;
        foreach (var (key, amount) in conf.Below("spark.executor.resource.").Where(entry => entry.Key.EndsWith(".amount", StringComparison.Ordinal)))
        {
            var name = key[..^".amount".Length];
            resources.Ensure("limits")[conf[$"spark.executor.resource.{name}.vendor"] is { } vendor ? $"{vendor}/{name}" : name] = amount;
        }
    }

    /// <summary>Heap, overhead, off-heap and Python's share, in MiB.</summary>
    public static long MemoryMiB(SparkApplicationFacts facts)
    {
        var conf = facts.Conf;
        var heap = SparkSizes.MiBOf(conf["spark.executor.memory"]) ?? 1024;
        var factor = double.TryParse(
            conf["spark.executor.memoryOverheadFactor"] ?? conf["spark.kubernetes.memoryOverheadFactor"], CultureInfo.InvariantCulture, out var set) ? set : 0.1;
        var minimum = facts.Since(4, 0) ? SparkSizes.MiBOf(conf["spark.executor.minMemoryOverhead"]) ?? 384 : 384;
        var overhead = SparkSizes.MiBOf(conf["spark.executor.memoryOverhead"]) ?? Math.Max((long)(heap * factor), minimum);
        var offHeap = conf.Flag("spark.memory.offHeap.enabled") ? SparkSizes.MiBOfBytes(conf["spark.memory.offHeap.size"]) ?? 0 : 0;
        var python = facts.IsPython ? SparkSizes.MiBOf(conf["spark.executor.pyspark.memory"]) ?? 0 : 0;
        return heap + overhead + offHeap + python;
    }

    /// <summary>The application's name as a label value.</summary>
    public static string AppNameLabel(string name)
    {
        var text = RunsOfDashes().Replace(OddCharacters().Replace(name.Trim().ToLowerInvariant(), "-"), "-");
        text = text.Length > 63 ? text[..63] : text;
        text = text.StartsWith('-') ? text[1..] : text;
        return text.EndsWith('-') ? text[..^1] : text;
    }

    private static long? Seconds(string? text) =>
        long.TryParse(text?.TrimEnd('s'), NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) ? seconds : null;

    [GeneratedRegex("^[^a-zA-Z0-9]+")]
    private static partial Regex LeadingOddCharacters();

    [GeneratedRegex("[^a-z0-9-]")]
    private static partial Regex OddCharacters();

    [GeneratedRegex("-+")]
    private static partial Regex RunsOfDashes();
}
