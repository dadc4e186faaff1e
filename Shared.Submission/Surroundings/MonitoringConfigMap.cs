using Shared.Contracts.Core;
using Shared.Contracts.Names;
using Shared.Contracts.SparkApplications;
using Shared.Submission.Rendering;

namespace Shared.Submission.Surroundings;

/// <summary>Settings of Spark's metrics and of the JMX exporter, which the pods mount. Source: <c>controller.md</c> 2.5.</summary>
public static class MonitoringConfigMap
{
    // Begins with an empty line, as the operator that we replace has it.
    private const string DefaultMetricsProperties =
        """

        *.sink.jmx.class=org.apache.spark.metrics.sink.JmxSink
        driver.source.jvm.class=org.apache.spark.metrics.source.JvmSource
        executor.source.jvm.class=org.apache.spark.metrics.source.JvmSource
        """;

    /// <summary>Null without monitoring, and when the image has both files.</summary>
    public static Companion? Of(SparkApplication application)
    {
        if (application.Spec?.Monitoring is not { Prometheus: { } prometheus } monitoring)
            return null;

        var data = new SortedDictionary<string, string>(StringComparer.Ordinal);
        if (string.IsNullOrEmpty(monitoring.MetricsPropertiesFile))
            data[MountedFiles.MetricsPropertiesKey] = monitoring.MetricsProperties ?? DefaultMetricsProperties;
        if (string.IsNullOrEmpty(prometheus.ConfigFile))
            data[MountedFiles.PrometheusConfigKey] = prometheus.Configuration ?? JmxExporterRules.Default;
        if (data.Count == 0)
            return null;

        return CompanionCompletion.Of(
            new Companion.OfConfigMap(new ConfigMap
            {
                ApiVersion = "v1",
                Kind = "ConfigMap",
                Metadata = new ObjectMeta
                {
                    Name = ResourceNames.PrometheusConfigMap(application.Metadata?.Name ?? ""),
                    Labels = new Dictionary<string, string> { [Labels.CreatedBySparkOperator] = Labels.True },
                },
                Data = data,
            }),
            application,
            application.Metadata?.Namespace ?? "default");
    }
}
