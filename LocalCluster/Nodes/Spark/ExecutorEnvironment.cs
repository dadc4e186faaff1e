namespace LocalCluster.Nodes.Spark;

/// <summary>The environment of an executor, in Spark's order. Spark's own JVM module options are left out: no JVM is started.</summary>
internal static class ExecutorEnvironment
{
    public static void Apply(ExecutorBuild build)
    {
        var (conf, facts) = (build.Conf, build.Facts);
        build.AddEnv("SPARK_USER", "spark");
        build.AddEnv("SPARK_DRIVER_URL", $"spark://CoarseGrainedScheduler@{DriverHost(facts)}:{conf["spark.driver.port"] ?? "7078"}");
        build.AddEnv("SPARK_EXECUTOR_CORES", conf["spark.executor.cores"] ?? "1");
        build.AddEnv("SPARK_EXECUTOR_MEMORY", $"{SparkSizes.MiBOf(conf["spark.executor.memory"]) ?? 1024}m");
        build.AddEnv("SPARK_APPLICATION_ID", facts.AppId);
        build.AddEnv("SPARK_CONF_DIR", "/opt/spark/conf");
        build.AddEnv("SPARK_EXECUTOR_ID", $"{build.Id}");
        build.AddEnv("SPARK_RESOURCE_PROFILE_ID", "0");
        if (facts.Since(4, 0) && conf["spark.ui.custom.executor.log.url"] is not null)
        {
            build.AddEnv("SPARK_EXECUTOR_ATTRIBUTE_APP_ID", facts.AppId);
            build.AddEnv("SPARK_EXECUTOR_ATTRIBUTE_EXECUTOR_ID", $"{build.Id}");
        }

        foreach (var (name, value) in conf.Below("spark.executorEnv."))
            build.AddEnv(name, value);
        // The entry point of current images sets it for every version of Spark.
        if (conf["spark.executorEnv.SPARK_DRIVER_POD_IP"] is null)
            build.AddEnv("SPARK_DRIVER_POD_IP", facts.DriverIp);
        if (conf["spark.executor.extraClassPath"] is { } classPath)
            build.AddEnv("SPARK_CLASSPATH", classPath);

        var options = (conf["spark.executor.extraJavaOptions"] ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(build.Fill)
            .Append($"-Dspark.driver.port={conf["spark.driver.port"] ?? "7078"}")
            .Append($"-Dspark.driver.blockManager.port={conf["spark.driver.blockManager.port"] ?? "7079"}");
        foreach (var (index, option) in options.Index())
            build.AddEnv($"SPARK_JAVA_OPT_{index}", option);
        build.AddEnvFromField("SPARK_EXECUTOR_POD_IP", "status.podIP");
        build.AddEnvFromField("SPARK_EXECUTOR_POD_NAME", "metadata.name");
    }

    private static string DriverHost(SparkApplicationFacts facts) =>
        facts.Since(4, 1) && facts.Conf.Flag("spark.kubernetes.executor.useDriverPodIP", otherwise: facts.Since(4, 3))
            ? facts.DriverIp
            : facts.Conf["spark.driver.host"] ?? facts.DriverIp;
}
