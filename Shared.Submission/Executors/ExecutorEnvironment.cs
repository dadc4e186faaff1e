using System.Globalization;
using Shared.Contracts.Core;
using Shared.Contracts.Names;
using Shared.Submission.SparkVersions;
using Shared.Submission.Steps;

namespace Shared.Submission.Executors;

/// <summary>Environment of an executor's container. Source: <c>BasicExecutorFeatureStep</c>.</summary>
internal static class ExecutorEnvironment
{
    public static IEnumerable<EnvVar> Of(ExecutorContext context, int cores, long heapMiB)
    {
        var steps = context.Steps;
        return
        [
            Value("SPARK_USER", DriverUser(context)),
            Value("SPARK_DRIVER_URL", $"spark://CoarseGrainedScheduler@{DriverHost(context)}:{DriverPorts.Rpc(steps)}"),
            Value("SPARK_EXECUTOR_CORES", cores.ToString(CultureInfo.InvariantCulture)),
            Value("SPARK_EXECUTOR_MEMORY", $"{heapMiB}m"),
            Value("SPARK_APPLICATION_ID", steps.Identity.ApplicationId),
            Value("SPARK_CONF_DIR", "/opt/spark/conf"),
            Value("SPARK_EXECUTOR_ID", context.ExecutorId),
            Value("SPARK_RESOURCE_PROFILE_ID", "0"),
            .. LogAttributes(context),
            .. UserVariables(context),
            .. Given("SPARK_CLASSPATH", steps.Conf.Text("spark.executor.extraClassPath")),
            .. Given("SPARK_EXECUTOR_LIBRARY_PATH", steps.Release.Has(SparkFeatures.ExecutorLibraryPath) ? steps.Conf.Text("spark.executor.extraLibraryPath") : null),
            .. ExecutorJavaOptions.Of(context).Select((option, index) => Value($"SPARK_JAVA_OPT_{index}", option)),
            FromField("SPARK_EXECUTOR_POD_IP", "status.podIP"),
            FromField("SPARK_EXECUTOR_POD_NAME", "metadata.name"),
        ];
    }

    // The driver's image passes its address on, so that executors can reach it without a name.
    private static IEnumerable<EnvVar> UserVariables(ExecutorContext context) =>
        context.Steps.Conf.WithPrefix(SparkConfKeys.ExecutorEnvPrefix)
            .Where(variable => variable.Key != "SPARK_DRIVER_POD_IP")
            .Select(variable => Value(variable.Key, variable.Value))
            .Prepend(Value("SPARK_DRIVER_POD_IP", context.Circumstances.DriverPodIp));

    private static IEnumerable<EnvVar> LogAttributes(ExecutorContext context) =>
        context.Steps.Release.Has(SparkFeatures.LogAttributes) && context.Steps.Conf.Has("spark.ui.custom.executor.log.url")
            ?
            [
                Value("SPARK_EXECUTOR_ATTRIBUTE_APP_ID", context.Steps.Identity.ApplicationId),
                Value("SPARK_EXECUTOR_ATTRIBUTE_EXECUTOR_ID", context.ExecutorId),
            ]
            : [];

    private static string DriverHost(ExecutorContext context)
    {
        var conf = context.Steps.Conf;
        var byAddress = context.Steps.Release.Has(SparkFeatures.UseDriverPodIpKey)
            && (conf.Flag("spark.kubernetes.executor.useDriverPodIP") ?? context.Steps.Release.Has(SparkFeatures.DriverPodIpByDefault));
        return byAddress ? context.Circumstances.DriverPodIp : conf.Raw(SparkConfKeys.DriverHost) ?? context.Circumstances.DriverPodIp;
    }

    private static string DriverUser(ExecutorContext context) =>
        context.Circumstances.DriverUser
        ?? context.Objects.Driver.Spec!.Containers!.SelectMany(container => container.Env.OrEmpty()).LastOrDefault(variable => variable.Name == "SPARK_USER")?.Value
        ?? "spark";

    private static IEnumerable<EnvVar> Given(string name, string? value) => value is null ? [] : [Value(name, value)];

    private static EnvVar Value(string name, string value) => new() { Name = name, Value = value };

    private static EnvVar FromField(string name, string path) =>
        new() { Name = name, ValueFrom = new EnvVarSource { FieldRef = new ObjectFieldSelector { ApiVersion = "v1", FieldPath = path } } };
}
