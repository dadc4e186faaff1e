using System.Globalization;
using Shared.Contracts.Names;
using Shared.Contracts.SparkApplications;
using Shared.Submission.Conf;

namespace Shared.Submission.Preparation;

/// <summary>The JMX exporter as Java agent, and annotations that make Prometheus scrape it. Source: <c>controller.md</c> 2.5.</summary>
internal static class PrometheusMonitoring
{
    public static SparkApplication Apply(SparkApplication application, SubmissionOptions options, ErrorList errors)
    {
        if (application.Spec?.Monitoring is not { Prometheus: { } prometheus } monitoring)
            return application;

        var port = (prometheus.Port ?? Ports.JmxExporter).ToString(CultureInfo.InvariantCulture);
        var configuration = prometheus.ConfigFile is { Length: > 0 } file ? file : $"{MountedFiles.PrometheusConfDir}/{MountedFiles.PrometheusConfigKey}";
        var agent = $"-javaagent:{prometheus.JmxExporterJar}={port}:{configuration}";
        var metrics = monitoring.MetricsPropertiesFile is { Length: > 0 } given ? given : $"{MountedFiles.PrometheusConfDir}/{MountedFiles.MetricsPropertiesKey}";

        var prepared = application.WithSpec(spec => spec with
        {
            SparkConf = spec.SparkConf.Plus(
                (SparkConfKeys.MetricsNamespace, $"{application.Metadata?.Namespace ?? "default"}.{application.Metadata?.Name}"),
                (SparkConfKeys.MetricsConf, metrics)),
        });

        if (monitoring.ExposeDriverMetrics is true)
            prepared = prepared.WithDriver(driver => driver with { Annotations = Scraped(driver.Annotations, port), JavaOptions = Joined(driver.JavaOptions, agent) });
        if (monitoring.ExposeExecutorMetrics is true)
            prepared = prepared.WithExecutor(executor => executor with { Annotations = Scraped(executor.Annotations, port), JavaOptions = Joined(executor.JavaOptions, agent) });
        return prepared;
    }

    private static IReadOnlyDictionary<string, string> Scraped(IReadOnlyDictionary<string, string>? annotations, string port) => annotations.Plus(
        (Annotations.PrometheusScrape, "true"), (Annotations.PrometheusPort, port), (Annotations.PrometheusPath, "/metrics"));

    private static string Joined(string? options, string agent) => options is null ? agent : $"{options} {agent}";
}
