using System.Text.Json.Nodes;

namespace LocalCluster.Nodes.Spark.Submitting;

/// <summary>What the entry point of Spark's image is told.</summary>
internal static class DriverCommand
{
    public static void Apply(PodBuild build, Submission submission)
    {
        var command = submission.Command;
        string[] arguments =
        [
            "driver",
            .. command.ProxyUser is { } user ? ["--proxy-user", user] : Array.Empty<string>(),
            "--properties-file", "/opt/spark/conf/spark.properties",
            "--class", command.MainClass ?? (submission.ResourceType is "python" ? "org.apache.spark.deploy.PythonRunner" : submission.ResourceType is "r" ? "org.apache.spark.deploy.RRunner" : ""),
            command.Resource ?? "spark-internal",
            .. command.Arguments,
        ];
        foreach (var argument in arguments)
            build.Container.EnsureList("args").Add((JsonNode)argument);
    }
}

/// <summary>The executors' template travels to the driver in a ConfigMap.</summary>
internal static class DriverTemplates
{
    private const string Key = "podspec-configmap-key";
    private const string File = "pod-spec-template.yml";

    public static void Mount(PodBuild build, Submission submission)
    {
        if (submission.ExecutorTemplate is null)
            return;
        var source = new JsonObject { ["name"] = submission.TemplateMapName, ["items"] = new JsonArray(new JsonObject { ["key"] = Key, ["path"] = File }) };
        build.AddVolume("pod-template-volume", "configMap", source, "/opt/spark/pod-template");
    }

    public static JsonObject? Map(Submission submission) => submission.ExecutorTemplate is not { } template ? null : new JsonObject
    {
        ["apiVersion"] = "v1",
        ["kind"] = "ConfigMap",
        ["metadata"] = new JsonObject { ["name"] = submission.TemplateMapName },
        ["immutable"] = true,
        ["data"] = new JsonObject { [Key] = template },
    };

    /// <summary>Where the driver finds it.</summary>
    public const string Path = $"/opt/spark/pod-template/{File}";
}

/// <summary>The conf travels to the driver in a ConfigMap.</summary>
internal static class DriverProperties
{
    public static void Mount(PodBuild build, Submission submission)
    {
        var items = new JsonArray(new JsonObject { ["key"] = "spark.properties", ["mode"] = 420, ["path"] = "spark.properties" });
        build.AddVolume("spark-conf-volume-driver", "configMap", new JsonObject { ["name"] = submission.ConfigMapName, ["items"] = items }, "/opt/spark/conf");
        build.AddEnv("SPARK_CONF_DIR", "/opt/spark/conf");
    }

    public static JsonObject Map(PodBuild build, Submission submission)
    {
        var conf = build.Conf
            .With("spark.kubernetes.driver.pod.name", submission.DriverName)
            .With("spark.kubernetes.submitInDriver", "true")
            .With("spark.kubernetes.resource.type", submission.ResourceType)
            .With("spark.driver.host", $"{submission.ServiceName}.{submission.Namespace}.svc")
            .WithDefault("spark.app.name", "spark")
            .WithDefault("spark.driver.port", "7078")
            .WithDefault("spark.driver.blockManager.port", "7079");
        if (submission.ExecutorTemplate is not null)
            conf = conf.With("spark.kubernetes.executor.podTemplateFile", DriverTemplates.Path);
        if (submission is { ResourceType: "java", Command.Resource: { } jar } && jar is not "spark-internal")
            conf = conf.With("spark.jars", conf["spark.jars"] is { Length: > 0 } jars ? $"{jars},{jar}" : jar);
        return new JsonObject
        {
            ["apiVersion"] = "v1",
            ["kind"] = "ConfigMap",
            ["metadata"] = new JsonObject { ["name"] = submission.ConfigMapName },
            ["immutable"] = true,
            ["data"] = new JsonObject
            {
                ["spark.kubernetes.namespace"] = submission.Namespace,
                ["spark.properties"] = conf.Store($"Java properties built from Kubernetes config map with name: {submission.ConfigMapName}"),
            },
        };
    }
}
