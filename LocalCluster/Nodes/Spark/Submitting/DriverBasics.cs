using System.Globalization;
using System.Text.Json.Nodes;
using LocalCluster.Json;

namespace LocalCluster.Nodes.Spark.Submitting;

/// <summary>Names, labels, image, resources, ports, account and service of a driver.</summary>
internal static class DriverBasics
{
    public static void Apply(PodBuild build, Submission submission)
    {
        var (conf, metadata) = (build.Conf, build.Pod.Ensure("metadata"));
        metadata["name"] = submission.DriverName;
        foreach (var (key, value) in conf.Below(build.Key("label.")))
            metadata.Ensure("labels")[key] = build.Since(4, 0) ? build.Fill(value) : value;
        foreach (var (key, value) in conf.Below(build.Key("annotation.")))
            metadata.Ensure("annotations")[key] = build.Fill(value);
        var labels = metadata.Ensure("labels");
        labels["spark-version"] = submission.Version;
        labels["spark-app-selector"] = build.AppId;
        labels["spark-app-name"] = ExecutorBasics.AppNameLabel(conf["spark.app.name"] ?? "spark");
        labels["spark-role"] = "driver";
        PodSpec(build);
        ContainerSpec(build, submission);
    }

    /// <summary>The headless service through which executors find their driver.</summary>
    public static JsonObject Service(PodBuild build, Submission submission)
    {
        var ports = build.Container.ListAt("ports").Objects().Where(port => port.TextAt("name") is "driver-rpc-port" or "blockmanager" or "spark-ui");
        return new JsonObject
        {
            ["apiVersion"] = "v1",
            ["kind"] = "Service",
            ["metadata"] = new JsonObject { ["name"] = submission.ServiceName, ["labels"] = new JsonObject { ["spark-app-selector"] = build.AppId } },
            ["spec"] = new JsonObject
            {
                ["clusterIP"] = "None",
                ["ipFamilyPolicy"] = "SingleStack",
                ["ipFamilies"] = new JsonArray("IPv4"),
                ["selector"] = build.Pod.At("metadata", "labels")!.DeepClone(),
                ["ports"] = new JsonArray([.. ports.Select(port => (JsonNode)new JsonObject
                {
                    ["name"] = port.TextAt("name"),
                    ["port"] = port.NumberAt("containerPort"),
                    ["targetPort"] = port.NumberAt("containerPort"),
                })]),
            },
        };
    }

    private static void PodSpec(PodBuild build)
    {
        var (spec, conf) = (build.Spec, build.Conf);
        spec["restartPolicy"] = "Never";
        foreach (var (key, value) in conf.Below("spark.kubernetes.node.selector.").Concat(conf.Below("spark.kubernetes.driver.node.selector.")))
            spec.Ensure("nodeSelector")[key] = value;
        foreach (var secret in (conf["spark.kubernetes.container.image.pullSecrets"] ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
            spec.EnsureList("imagePullSecrets").Add((JsonNode)new JsonObject { ["name"] = secret });
        if ((conf["spark.kubernetes.driver.scheduler.name"] ?? conf["spark.kubernetes.scheduler.name"]) is { } scheduler)
            spec["schedulerName"] = scheduler;
        if (conf["spark.kubernetes.authenticate.driver.serviceAccountName"] is not { } account)
            return;
        spec["serviceAccount"] = account;
        spec["serviceAccountName"] = account;
    }

    private static void ContainerSpec(PodBuild build, Submission submission)
    {
        var (container, conf) = (build.Container, build.Conf);
        container.Default("name", "spark-kubernetes-driver");
        container["image"] = conf["spark.kubernetes.driver.container.image"] ?? conf["spark.kubernetes.container.image"] ?? "spark";
        container["imagePullPolicy"] = conf["spark.kubernetes.container.image.pullPolicy"] ?? "IfNotPresent";
        build.AddPort("driver-rpc-port", conf.Number("spark.driver.port") ?? 7078);
        build.AddPort("blockmanager", conf.Number("spark.driver.blockManager.port") ?? conf.Number("spark.blockManager.port") ?? 7079);
        build.AddPort("spark-ui", conf.Number("spark.ui.port") ?? 4040);
        if (build.Since(4, 1))
            build.AddPort("spark-connect", conf.Number("spark.connect.grpc.binding.port") ?? 15002);
        build.AddEnv("SPARK_USER", submission.Command.ProxyUser ?? "spark");
        build.AddEnv("SPARK_APPLICATION_ID", build.AppId);
        foreach (var (name, value) in conf.Below("spark.kubernetes.driverEnv."))
            build.AddEnv(name, value);
        build.AddEnvFromField("SPARK_DRIVER_BIND_ADDRESS", "status.podIP");

        var resources = container.Ensure("resources");
        var memory = $"{MemoryMiB(build, submission)}Mi";
        resources.Ensure("requests")["cpu"] = conf["spark.kubernetes.driver.request.cores"] ?? conf["spark.driver.cores"] ?? "1";
        resources.Ensure("requests")["memory"] = memory;
        resources.Ensure("limits")["memory"] = memory;
        if (conf["spark.kubernetes.driver.limit.cores"] is { } limit)
            resources.Ensure("limits")["cpu"] = limit;
        if (build.Since(4, 3))
            container.Ensure("securityContext")["allowPrivilegeEscalation"] = false;
    }

    private static long MemoryMiB(PodBuild build, Submission submission)
    {
        var conf = build.Conf;
        var heap = SparkSizes.MiBOf(conf["spark.driver.memory"]) ?? 1024;
        var usual = submission.ResourceType is "java" ? 0.1 : 0.4;
        var factor = double.TryParse(
            conf["spark.driver.memoryOverheadFactor"] ?? conf["spark.kubernetes.memoryOverheadFactor"], CultureInfo.InvariantCulture, out var set) ? set : usual;
        var least = build.Since(4, 0) ? SparkSizes.MiBOf(conf["spark.driver.minMemoryOverhead"]) ?? 384 : 384;
        return heap + (SparkSizes.MiBOf(conf["spark.driver.memoryOverhead"]) ?? Math.Max((long)(heap * factor), least));
    }
}
