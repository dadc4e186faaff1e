using System.Text.Json.Nodes;
using LocalCluster.Json;

namespace LocalCluster.Nodes.Spark;

/// <summary>What a driver knows when it makes executors: its conf, its pod, the executor pod template, and the names that it drew.</summary>
internal sealed record SparkApplicationFacts(SparkConf Conf, JsonObject DriverPod, JsonObject? Template, string Prefix, string ConfigMapName, string LocalDirectory)
{
    public string Namespace => Conf["spark.kubernetes.namespace"] ?? DriverPod.TextAt("metadata", "namespace") ?? "default";

    public string DriverName => DriverPod.TextAt("metadata", "name") ?? "";

    public string DriverUid => DriverPod.TextAt("metadata", "uid") ?? "";

    public string DriverIp => DriverPod.TextAt("status", "podIP") ?? "";

    public string AppId => Conf["spark.app.id"] ?? "spark-unknown";

    public string AppName => Conf["spark.app.name"] ?? "spark";

    public string ServiceAccount => DriverPod.TextAt("spec", "serviceAccountName") ?? DriverPod.TextAt("spec", "serviceAccount") ?? "default";

    /// <summary>From the label that every Spark since 3.2 puts on its pods; where it is missing, the newest rules hold.</summary>
    public string VersionLabel => DriverPod.TextAt("metadata", "labels", "spark-version") ?? "4.0.0";

    public bool IsPython => Conf["spark.kubernetes.resource.type"] is "python";

    public bool HasConfigMap => !Conf.Flag("spark.kubernetes.executor.disableConfigMap");

    /// <summary>True from this version of Spark on.</summary>
    public bool Since(int major, int minor) => PodBuild.IsSince(VersionLabel, major, minor);

    /// <summary>The owner reference of everything that a driver makes.</summary>
    public JsonObject OwnedByDriver() => OwnedBy(DriverPod);

    /// <summary>A reference to a pod as Spark writes it.</summary>
    public static JsonObject OwnedBy(JsonNode pod) => new()
    {
        ["apiVersion"] = "v1",
        ["kind"] = "Pod",
        ["name"] = pod.TextAt("metadata", "name"),
        ["uid"] = pod.TextAt("metadata", "uid"),
        ["controller"] = true,
    };

    /// <summary>Executors that an application with dynamic allocation may have; any number without a maximum.</summary>
    public (int Fewest, int Most) ExecutorBounds =>
        (Conf.Number("spark.dynamicAllocation.minExecutors") ?? 0, Conf.Number("spark.dynamicAllocation.maxExecutors") ?? int.MaxValue);

    public bool AllocatesDynamically => Conf.Flag("spark.dynamicAllocation.enabled");

    /// <summary>Executors that the application starts with.</summary>
    public int InitialExecutors
    {
        get
        {
            if (Conf["spark.kubernetes.driver.master"]?.StartsWith("local", StringComparison.Ordinal) is true)
                return 0;
            var instances = Conf.Number("spark.executor.instances");
            if (!AllocatesDynamically)
                return instances ?? 2;
            return Math.Max(
                Math.Max(Conf.Number("spark.dynamicAllocation.minExecutors") ?? 0, Conf.Number("spark.dynamicAllocation.initialExecutors") ?? 0), instances ?? 0);
        }
    }
}
